// A campaign taken up again: which of its runs still count, and what to say
// where some do not.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"
#include "store/store.hpp"

namespace schedlitmus::campaign {

/// Why runs of one cell stopped counting when it was resumed.
struct Change {
  std::string program;  ///< as the expectation names it
  std::string release;
  bool tools = false;  ///< not the program, but the Go or the C compiler's settings
  int runs = 0;
};
/// The runs were `before`; those to come are made of `now`. Either may be
/// empty: not known, and so no change.
[[nodiscard]] bool is_change(const std::string& before, const std::string& now);

/// A line for each program, and for each Go, that changed: "program load changed
/// since campaign 3: its 40 runs no longer count and are made again".
[[nodiscard]] std::vector<std::string> describe_changes(const std::vector<Change>& changes, std::int64_t campaign);

/// All sessions of a campaign as one; nothing where none is known.
[[nodiscard]] std::optional<report::Execution> execution_of(const std::vector<store::Session>& sessions);
/// `execution` as a store keeps it.
[[nodiscard]] store::Session session_of(const report::Execution& execution, std::string started);

}  // namespace schedlitmus::campaign
