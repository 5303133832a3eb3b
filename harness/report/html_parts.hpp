// The parts of the page. Each writes its own section and knows no other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/binning.hpp"
#include "report/facts.hpp"
#include "report/html_page.hpp"
#include "report/mark.hpp"
#include "report/model.hpp"
#include "report/timeline.hpp"

namespace schedlitmus::report {

/// So that a page opens at once, and can be sent: bytes of all of it, and of what is there before any trace.
inline constexpr std::size_t kMostPage = 9'500'000;
inline constexpr std::size_t kRoomWithoutTraces = 7'500'000;

/// How much of each cell the page can hold.
struct PageBudget {
  std::size_t points = kMostPoints;      ///< of a timeline
  std::size_t trace_bytes = kMostTrace;  ///< of a cell's trace
};

/// What the parts read, and the anchors. Anchors count the report's cells and
/// groups, so that no name from outside gets into an id.
struct Page {
  const Report& report;
  const std::vector<Group>& groups;
  const Histograms& histograms;
  bool open_failed;  ///< the cells that are not as expected are open: they are few
  PageBudget budget;

  [[nodiscard]] std::string anchor(const Cell& cell) const;    ///< "c12"
  [[nodiscard]] static std::string anchor(std::size_t group);  ///< "g3"
};

/// Whether it is a cell that a reader comes for: an error, or not as expected.
[[nodiscard]] bool is_to_open(const Cell& cell);

/// A sign with the words that it stands for, for those who do not see it.
void write_mark(Html& html, const Mark& mark);

/// Expectation x release, and the controls of the filter.
void write_matrix(Html& html, const Page& page);
/// One expectation with one setting: what is checked, the values over the releases, a cell a release.
void write_group(Html& html, const Page& page, std::size_t index);
/// The values of each of its checks over the runs, the releases side by side.
void write_values(Html& html, const Page& page, const Group& group);
/// All that is known of one release; folded.
void write_cell(Html& html, const Page& page, const Cell& cell);
/// Its runs: how they ended, what they say, the host's noise.
void write_runs(Html& html, const Cell& cell);
/// Run queues over time, the data for the picture of a sample, and the trace.
void write_timeline(Html& html, const Page& page, const Cell& cell);

}  // namespace schedlitmus::report
