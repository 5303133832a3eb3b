// Probes of what is known at the end of a run: measures, what was printed, and
// how it ended.
#pragma once

#include <string>
#include <vector>

#include "record/printed.hpp"
#include "record/probe.hpp"

namespace schedlitmus::record {

/// The exit status, a time-out, a fatal error, a signal; of what every run
/// printed (`everywhere`) the measures and keys, and the lines that all runs of
/// the oldest release did (`oldest`), where there is none of these stdout as a
/// whole. The first twelve of each kind; names that make the same id stand once.
[[nodiscard]] std::vector<Probe> make_end_probes(const Printed& everywhere, const Printed& oldest);

// As of probe.hpp, for probes of the run's end.
[[nodiscard]] std::string end_observable_of(const Probe& probe);
[[nodiscard]] std::string end_id_of(const Probe& probe);
[[nodiscard]] expectation::Check end_check(const Probe& probe);
[[nodiscard]] Values end_value_of(const Probe& probe, const std::vector<expectation::Outcome>& outcomes, Texts& texts);

}  // namespace schedlitmus::record
