// One probe over all releases: which of them behave alike, and in which bounds.
// Internal to the proposal.
#pragma once

#include <map>
#include <optional>
#include <utility>

#include "record/proposal.hpp"

namespace schedlitmus::record {

/// The numbers of one probe on one release.
struct Column {
  std::vector<std::vector<double>> chosen_by, held_out;  ///< two thirds and one third of the runs
  bool usable = true;                                    ///< hardly any run says nothing
};
[[nodiscard]] Column column_of(const Observed& observed, std::size_t probe);

/// How surely a release is VIOLATED of whose runs so many are inside the bounds:
/// at the upper 95 % bound of that share. Computed once for each count.
class Power {
 public:
  explicit Power(const expectation::Hold& hold) : hold_(hold) {}
  [[nodiscard]] double operator()(const HeldOut& inside);
  /// The same at the share itself: few runs that were held out confirm, they do not prove.
  [[nodiscard]] double at_share(const HeldOut& inside) const;
  [[nodiscard]] const expectation::Hold& hold() const { return hold_; }

 private:
  expectation::Hold hold_;
  std::map<std::pair<int, int>, double> known_;
};

/// Nothing where a run often says nothing, where the runs that were held out do
/// not fit, or where no bound is left that something could break. The bounds
/// have room, unless without it they tell releases apart and with it they do not.
[[nodiscard]] std::optional<Proposed> group(const Probe& probe, const std::vector<Column>& columns, Power& power,
                                            int gomaxprocs);

}  // namespace schedlitmus::record
