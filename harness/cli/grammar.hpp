// The grammar of the command line: the commands, and the options that several
// of them share. One unit for each group of commands; CLI11 is seen by these
// units only.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "campaign/campaign.hpp"
#include "cli/options.hpp"
#include "cli/trace_input.hpp"
#include "expectation/loader.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace schedlitmus::cli {

/// The commands of a command line; keeps what their options are read into.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) {}

  template <class Options>
  struct Added {
    CLI::App* command;
    Options& options;  ///< filled in when the command line is read; lives as long as the Commands
  };

  template <class Options>
  Added<Options> add(const std::string& name, const std::string& help,
                     int (*does)(const Options&, const CommonOptions&)) {
    auto options = std::make_shared<Options>();
    auto* command = subcommand(name, help);
    commands_.emplace_back(command, [options, does](const CommonOptions& common) { return does(*options, common); });
    return {command, *options};
  }

  /// Takes "--" and what stands behind it out of the words of a command line, where they begin with a command that has
  /// such a form; gives what stood there.
  [[nodiscard]] std::vector<std::string> take_behind_dashes(std::vector<std::string>& words);
  [[nodiscard]] bool has_behind_dashes() const { return has_behind_dashes_; }
  /// Does what the command line that was read asks for; gives the exit code.
  [[nodiscard]] int run(const CommonOptions& common) const;

 private:
  CLI::App* subcommand(const std::string& name, const std::string& help);

  CLI::App& app_;
  bool has_behind_dashes_ = false;
  std::vector<std::pair<CLI::App*, std::function<int(const CommonOptions&)>>> commands_;
};

void add_run_commands(Commands& commands);     ///< run, record, accept, capture, calibrate, releases
void add_stored_commands(Commands& commands);  ///< check, report, show, merge, parse, explain, diagnose
void add_compare_command(Commands& commands);
void add_lesson_commands(Commands& commands);       ///< lesson, new
void add_expectation_commands(Commands& commands);  ///< lint, language, selftest

// The options that several commands share.

inline constexpr const char* kExplainHelp = "tell of each check why each run was counted or not, and how the test went";

void add_godebug(CLI::App* command, std::map<std::string, std::string>& into);
void add_vary_godebug(CLI::App* command, std::vector<campaign::GodebugAxis>& into);
CLI::Option* add_set(CLI::App* command, expectation::SetParameters& into);
CLI::Option* add_confidence(CLI::App* command, std::optional<double>& into);
void add_launch(CLI::App* command, LaunchOptions& into);
/// The trace, and how to read it out of a log; gives the trace's option.
CLI::Option* add_trace_input(CLI::App* command, TraceInput& into);
void add_jobs(CLI::App* command, int& into);
void add_effort(CLI::App* command, campaign::Effort& into, const std::string& help);
/// Options for a command behind "--", of a command that has such a form besides its own. `also`: other options that
/// are good for that form.
void add_service_flags(CLI::App* command, ServiceFlags& into, const std::vector<std::string>& also);
void add_report_files(CLI::App* command, ReportFiles& into);

}  // namespace schedlitmus::cli
