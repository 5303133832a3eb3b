// The values of a check over the runs in few bins, the same on every release,
// so that their histograms can stand side by side.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/model.hpp"

namespace schedlitmus::report {

/// A value or a range of numbers, and the runs that count in which it was seen.
struct Bin {
  std::string label;         ///< "[4 4]", "8", "10..19", "90 % to 95 %"; clean text
  int held = 0, missed = 0;  ///< runs
  bool rest = false;         ///< the label names how many other values: "18 other values"
};
[[nodiscard]] inline int runs_of(const Bin& bin) { return bin.held + bin.missed; }

/// More distinct values than these are joined: numbers in steps of a round
/// size, ascending; of other values the rarest in one bin at the end.
inline constexpr std::size_t kMostBins = 12;

/// How the values of one check are put into bins.
class Binning {
 public:
  /// The check on each of the releases that are to be compared.
  explicit Binning(const std::vector<const CheckReport*>& checks);

  /// A bin for each label, those without a run too.
  [[nodiscard]] std::vector<Bin> count(const CheckReport& check) const;

 private:
  [[nodiscard]] std::size_t bin_of(const verdict::HistogramBin& value) const;
  void take_numbers(const std::vector<const CheckReport*>& checks, const std::map<double, std::string>& texts);
  void take_texts(const std::vector<const CheckReport*>& checks);

  std::vector<Bin> empty_;
  std::map<double, std::size_t> numbers_;      ///< each number's bin
  std::map<std::string, std::size_t> values_;  ///< each text's; one that is missing is of the rest
  bool numeric_ = false;
};

/// The bins of each check of a report, aligned over those releases of its
/// group on which it has the same condition. Refers to the report, which must outlive it.
class Histograms {
 public:
  explicit Histograms(const Report& report);
  /// Of a check of that report; empty where no run counts. Those without a run are there too.
  [[nodiscard]] const std::vector<Bin>& of(const CheckReport& check) const;
  /// Likewise, without those that no run of this check is in.
  [[nodiscard]] std::vector<Bin> seen_in(const CheckReport& check) const;

 private:
  std::map<const CheckReport*, std::vector<Bin>> bins_;
};

}  // namespace schedlitmus::report
