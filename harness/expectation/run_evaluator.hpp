// Checks on what is known at the end of a run only: measures, how it ended, and
// what its trace says is wrong with the program.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expectation/diagnosed.hpp"
#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "expectation/program_output.hpp"
#include "expectation/run_end.hpp"

namespace schedlitmus::expectation {

/// The first line of what the runtime prints when a program dies: "panic: ...",
/// "fatal error: ...", "SIGSEGV: ...".
[[nodiscard]] bool is_fatal(std::string_view line);
/// "SIGSEGV"; "signal 63" for one without a name.
[[nodiscard]] std::string signal_name(int signal);

class RunEvaluator {
 public:
  /// Checks of which is_of_run() is true.
  explicit RunEvaluator(std::vector<Check> checks);

  void on_sample(const trace::Sample& sample) { diagnosed_.on_sample(sample); }
  void on_stdout(std::string_view bytes) { output_.feed(bytes); }
  /// Of the load of a service.
  void on_load_stdout(std::string_view bytes) { load_output_.feed(bytes); }
  /// The program's own text on stderr, in pieces of any size.
  void on_text(std::string_view text);
  /// The run is over. What it cannot tell is undecided, with the reason: the
  /// ending is not known, a measure was not printed, a pattern matches nothing.
  /// An exit status that does not come before the deadline is a miss.
  /// `cut_why` as in Evaluator::finish.
  [[nodiscard]] std::vector<Outcome> finish(const RunEnd& end, const trace::Health& health = {},
                                            const std::string& cut_why = {});
  /// After that: a measure of the load, which some check of these is on; nothing with the reason in `why_not`.
  [[nodiscard]] std::optional<double> load_measure(const std::string& name, const RunEnd& end,
                                                   std::string& why_not) const;

 private:
  struct Seen;
  [[nodiscard]] std::optional<std::uint64_t> requests() const;
  [[nodiscard]] Seen see(std::size_t check, const RunEnd& end) const;
  [[nodiscard]] Seen see_measure(const std::string& name, const RunEnd& end) const;
  [[nodiscard]] Seen see_load(const std::string& name, const RunEnd& end) const;
  [[nodiscard]] Seen see_fact(std::size_t check, const RunEnd& end) const;
  [[nodiscard]] Seen see_output(std::size_t check, const RunEnd& end) const;
  [[nodiscard]] Seen see_fatal_error(const RunEnd& end) const;

  std::vector<Check> checks_;
  std::vector<std::size_t> pattern_of_;  ///< of each check, its place in the output's; else kNone
  ProgramOutput output_;
  Diagnosed diagnosed_;
  ProgramOutput load_output_;
  LineSplitter stderr_;
  std::string fatal_error_;
};

}  // namespace schedlitmus::expectation
