// The real thing in the place of each block that shows something.
#pragma once

#include "lesson/evidence.hpp"
#include "lesson/lesson.hpp"
#include "lesson/taught.hpp"
#include "lesson/teach.hpp"

namespace schedlitmus::lesson {

/// All of it outlives the Filler.
struct FillInput {
  const Lesson& lesson;
  const LessonPlan& plan;
  const Taught& taught;  ///< its report
  const TeachSettings& settings;
};

class Filler {
 public:
  Filler(const FillInput& input, Evidence& evidence) : in_(input), evidence_(evidence) {}
  [[nodiscard]] Shown fill(std::size_t show);

 private:
  [[nodiscard]] const RunSpec& run_of(const Show& show) const { return in_.lesson.runs[show.run]; }
  void fill_from_run(const Show& show, std::size_t index, Shown& shown);
  void fill_sample(const Show& show, const Chosen& chosen, Shown& shown) const;
  void fill_timeline(const Chosen& chosen, std::size_t index, Shown& shown) const;
  void fill_output(const Show& show, const std::vector<std::size_t>& places, Shown& shown);
  void fill_values(const Show& show, std::size_t index, Shown& shown) const;
  void fill_source(const Show& show, Shown& shown) const;

  FillInput in_;
  Evidence& evidence_;
};

/// Bars for the values seen on each release, the same bins on all; `checks` by release.
struct ChecksByRelease {
  std::vector<std::string> releases;
  std::vector<const report::CheckReport*> checks;
};
[[nodiscard]] std::string histogram_svg(const ChecksByRelease& seen, const std::string& title, trace::PictureFor place);

/// The function or variable of that name in a Go source, with the comment above it; empty: it is not there.
[[nodiscard]] std::string part_of_source(const std::string& source, const std::string& name);

/// Release, settings, host, seed and a command that shows one such run again.
[[nodiscard]] std::vector<report::Fact> provenance_of(const store::Run& run, const expectation::Scenario& scenario,
                                                      const report::Context& context);

}  // namespace schedlitmus::lesson
