// What a bisection found, written.
#pragma once

#include <string>

#include "campaign/bisect.hpp"
#include "campaign/bisect_program.hpp"
#include "cli/commands_run.hpp"
#include "cli/home.hpp"

namespace schedlitmus::cli {

inline constexpr const char* kBisectSchema = "schedlitmus-bisect/1";

/// The answer first, then what was tried in the order of the releases, then `again`, the command that repeats it.
[[nodiscard]] std::string to_terminal(const campaign::Bisected& found, const std::string& again);
[[nodiscard]] std::string to_json(const campaign::Bisected& found, const std::string& command);

/// Whether the answer is one release: nothing undecided lies where it may be.
[[nodiscard]] bool is_exact(const campaign::Bisected& found);
/// The release after a change as people name it: the minor release alone, where nothing of it came before.
[[nodiscard]] std::string name_of_release(const std::string& before, const std::string& after);
[[nodiscard]] std::string first_bad(const campaign::Flip& flip);

/// Whether the command line means a program: a Go file or a folder with Go
/// sources; an expectation file too, where an observable is named.
[[nodiscard]] bool is_of_program(const BisectOptions& options, const Home& home);
[[nodiscard]] int bisect_program_command(const BisectOptions& options, const CommonOptions& common);
[[nodiscard]] std::string to_terminal(const campaign::BisectedProgram& found, const BisectOptions& options,
                                      const CommonOptions& common);
[[nodiscard]] std::string to_json(const campaign::BisectedProgram& found, const std::string& command);
[[nodiscard]] bool is_exact(const campaign::BisectedProgram& found);
/// "good", "bad", "other", "undecided".
[[nodiscard]] std::string_view name_of(campaign::Behaves behaves);
/// The step after which the program behaves as on the bad release; nullptr: there is none.
[[nodiscard]] const campaign::ProgramStep* step_to_bad(const campaign::BisectedProgram& found);

}  // namespace schedlitmus::cli
