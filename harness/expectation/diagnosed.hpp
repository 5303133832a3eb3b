// A run looked at by the diagnoser, for the checks that name a diagnosis.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/diagnoser.hpp"
#include "expectation/expectation.hpp"
#include "expectation/outcome.hpp"
#include "expectation/run_end.hpp"

namespace schedlitmus::expectation {

class Diagnosed {
 public:
  /// Those of the checks that are on a diagnosis. Checks with the same rules and beginning share one look.
  explicit Diagnosed(const std::vector<Check>& checks);

  void on_sample(const trace::Sample& sample);
  void on_text(std::string_view text);
  /// The run is over. `requests`: that were made, in the load's time where there is one; none: not known.
  void finish(const trace::Health& health, const RunEnd& end, std::optional<std::uint64_t> requests);
  /// Of a check on a diagnosis, after finish: undecided where the trace cannot tell, or is cut.
  [[nodiscard]] Outcome outcome_of(const Check& check, const std::string& cut_why) const;

 private:
  struct Look {
    diagnosis::Rules rules;
    Millis from{};
    diagnosis::Diagnoser diagnoser;
    diagnosis::Findings findings;
  };
  [[nodiscard]] static bool serves(const Look& look, const Check& check);

  std::vector<Look> looks_;
};

}  // namespace schedlitmus::expectation
