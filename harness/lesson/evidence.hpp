// The runs that a lesson shows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lesson/lesson_plan.hpp"
#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::lesson {

/// A run to its end, and when the sample is that a block shows.
struct Chosen {
  const store::Run* run = nullptr;  ///< with its streams; nullptr: none shows it
  Millis time{};                    ///< of the sample, where the block asks for one
};

class Evidence {
 public:
  Evidence(const report::Report& report, const store::Store& store, const LessonPlan& plan);

  /// The cell of one of the plan's expectations; nullptr: it was not run.
  [[nodiscard]] const report::Cell* cell(std::optional<std::size_t> expectation) const;

  /// A run of the place that shows the block's sample: the same one for all blocks of a place where
  /// one shows all, else the first that shows it; runs on a quiet host first.
  [[nodiscard]] Chosen run_for(std::size_t show, bool wants_sample, const Place& place);

 private:
  const std::vector<store::Run>& runs_of(const Place& place);
  void load(const Place& place, std::vector<store::Run>& runs);

  const report::Report& report_;
  const store::Store& store_;
  const LessonPlan& plan_;
  std::map<std::size_t, std::vector<store::Run>> runs_;  ///< by expectation; the best first
};

}  // namespace schedlitmus::lesson
