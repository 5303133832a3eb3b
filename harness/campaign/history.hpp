// A program's behaviour over time: the campaigns of one or more stores beside
// each other, and where along them it changed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compare/change_points.hpp"
#include "store/store.hpp"
#include "support/result.hpp"

namespace schedlitmus::campaign {

struct HistorySource {
  std::vector<std::string> stores;  ///< paths
  std::string expectation;          ///< only names with this in them; empty: all
  std::string go;                   ///< a selector; empty: all releases
  std::string since;                ///< "2026-01-31": only campaigns that were begun then or later; empty: all
};

/// One campaign's runs in one setting.
struct HistoryPoint {
  std::string store;
  std::int64_t campaign = 0;
  std::string started, release, host, version, made_of;
  std::size_t runs = 0;  ///< that count
};

/// One program in one setting on one minor release, in the order of time.
struct HistorySeries {
  std::string expectation;  ///< name
  std::string setting;      ///< program, trace and what else was set, without the machine's folders
  std::string place;        ///< "Go 1.27, GOMAXPROCS=2"
  std::vector<HistoryPoint> points;
  std::vector<compare::Timeline> timelines;  ///< a check each, and what `compare` looks at; places as points
};

struct HistoryChange {
  std::size_t series = 0;
  std::size_t also = 0;              ///< others of the same name that change there, too, and less clearly
  compare::ChangePoint point;        ///< `timeline` and places are the series' own
  std::vector<std::string> besides;  ///< what else is not the same before and after: "Go 1.27.3 -> 1.27.4"
};

struct History {
  std::vector<HistorySeries> series;  ///< with two points at least
  std::vector<HistoryChange> changes;
  std::size_t campaigns = 0;  ///< that were looked at
};

/// Reads all runs that count. What hardly any run shows, times and speeds, and the runtime's own are left out.
[[nodiscard]] Result<History> read_history(const HistorySource& source);

}  // namespace schedlitmus::campaign
