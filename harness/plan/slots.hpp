// CPUs for runs: each run has CPUs of its own, and as many runs go on at once
// as disjoint sets of CPUs fit.
#pragma once

#include <vector>

namespace schedlitmus::plan {

struct Slot {
  int number = 0;         ///< from 1 on; the lowest that was free
  std::vector<int> cpus;  ///< of this run alone
};

class Slots {
 public:
  /// `cpus`: those that runs may have, neighbours (of one core) side by side;
  /// at least one. `most`: runs at once, at least 1.
  Slots(std::vector<int> cpus, int most);

  /// A run gets GOMAXPROCS CPUs, or all where there are not so many: then alone.
  [[nodiscard]] bool fits(int gomaxprocs) const;
  /// Needs fits(gomaxprocs).
  [[nodiscard]] Slot take(int gomaxprocs);
  void give_back(const Slot& slot);

  [[nodiscard]] int width(int gomaxprocs) const;  ///< CPUs that such a run gets
  [[nodiscard]] const std::vector<int>& cpus() const { return cpus_; }
  [[nodiscard]] int most() const { return most_; }
  [[nodiscard]] int taken() const;  ///< runs under way

 private:
  [[nodiscard]] int free_cpus() const;

  std::vector<int> cpus_;
  std::vector<bool> used_;      ///< as cpus_
  std::vector<bool> occupied_;  ///< by slot number, from 1 on
  int most_;
};

/// The slots for a plan whose cells have these settings, and what they leave.
struct Placement {
  Slots slots;
  int at_once = 1;         ///< runs that can go on at the same time
  std::vector<int> spare;  ///< CPUs that no run will ever have: the harness's own
};

/// `jobs`: at most so many runs at once; 0: as many as fit.
[[nodiscard]] Placement place(const std::vector<int>& cpus, int jobs, const std::vector<int>& gomaxprocs);

}  // namespace schedlitmus::plan
