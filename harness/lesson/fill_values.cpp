#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lesson/fill.hpp"
#include "report/binning.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/svg.hpp"

namespace schedlitmus::lesson {

namespace {

constexpr int kMargin = 16, kBarHeight = 18, kRowHeight = 24, kMostBar = 220, kLabel = 170, kCount = 70;

/// "[4 4] in 8 runs, [3 5] in 2 runs"
std::string values_of(const std::vector<report::Bin>& bins) {
  std::vector<std::string> parts;
  for (const auto& bin : bins)
    if (report::runs_of(bin) > 0)
      parts.push_back(fmt::format("{} in {}", bin.label, count_of(static_cast<std::uint64_t>(runs_of(bin)), "run")));
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool has_any(const std::vector<report::Bin>& bins) {
  return std::ranges::any_of(bins, [](const report::Bin& bin) { return report::runs_of(bin) > 0; });
}

/// The id that a statement's check has in the plan.
std::string id_for(const FillInput& in, const Show& show, std::size_t index, std::size_t place) {
  if (show.value) return shown_id(index);
  for (std::size_t i = 0; i < in.lesson.statements.size(); ++i) {
    const auto& statement = in.lesson.statements[i];
    const bool is_here = std::ranges::find(in.plan.of_statement[i], place) != in.plan.of_statement[i].end();
    if (is_here &&
        std::ranges::find(statement.checks.read, show.check, &expectation::Check::id) != statement.checks.read.end())
      return id_of(i, show.check);
  }
  return {};
}

class Bars {
 public:
  Bars(const ChecksByRelease& seen, const report::Binning& binning) : seen_(seen), binning_(binning) {
    for (const auto* check : seen.checks)
      for (const auto& bin : binning.count(*check)) most_ = std::max(most_, report::runs_of(bin));
  }

  std::string draw(const std::string& title, trace::PictureFor place) {
    std::string words;
    for (std::size_t i = 0; i < seen_.checks.size(); ++i) {
      const auto bins = binning_.count(*seen_.checks[i]);
      words += fmt::format("{}Go {}: {}.", words.empty() ? "" : " ", seen_.releases[i], values_of(bins));
      release(seen_.releases[i], bins);
    }
    return svg_.document({2 * kMargin + kLabel + kMostBar + kCount, y_ + kMargin, title, words, "pmg",
                          place == trace::PictureFor::file ? trace::kPictureStyle : ""});
  }

 private:
  void release(const std::string& name, const std::vector<report::Bin>& bins) {
    y_ += y_ == 0 ? kMargin + 8 : 30;
    svg_.text(kMargin, y_, "big", "Go " + name);
    y_ += 10;
    for (const auto& bin : bins) {
      const int runs = report::runs_of(bin);
      svg_.text(kMargin + kLabel - 8, y_ + 14, "end", bin.label);
      svg_.path(fmt::format("M{} {}v{}", kMargin + kLabel, y_, kRowHeight), "line");
      if (runs > 0) svg_.rect(kMargin + kLabel, y_ + 2, std::max(runs * kMostBar / most_, 2), kBarHeight, 2, "bar");
      svg_.text(kMargin + kLabel + std::max(runs * kMostBar / most_, 2) + 6, y_ + 15, "soft",
                runs == 0 ? "none" : count_of(static_cast<std::uint64_t>(runs), "run"));
      y_ += kRowHeight;
    }
  }

  const ChecksByRelease& seen_;
  const report::Binning& binning_;
  Svg svg_;
  int most_ = 1;
  int y_ = 0;
};

}  // namespace

std::string histogram_svg(const ChecksByRelease& seen, const std::string& title, trace::PictureFor place) {
  const report::Binning binning(seen.checks);
  return Bars(seen, binning).draw(title, place);
}

void Filler::fill_values(const Show& show, std::size_t index, Shown& shown) const {
  ChecksByRelease seen;
  shown.table.push_back(show.value ? Row{"release", "seen"} : Row{"release", "verdict", "seen"});
  for (const auto at : in_.plan.of_show[index]) {
    const auto& place = in_.plan.places[at];
    const auto release = place.version.to_string();
    const auto* cell = evidence_.cell(place.checks);
    const auto id = id_for(in_, show, index, at);
    if (id.empty()) continue;  // no statement speaks of the release
    const auto* check = cell == nullptr || !is_checked(*cell) ? nullptr : report::find_check(*cell, id);
    if (check == nullptr) {
      if (cell != nullptr) shown.skipped = cell->skipped_why;
      if (shown.skipped.empty()) shown.missing = fmt::format("nothing was run on Go {}", release);
      continue;
    }
    seen.releases.push_back(release);
    seen.checks.push_back(check);
    const auto bins = report::Binning({check}).count(*check);
    if (!has_any(bins)) shown.missing = fmt::format("no run on Go {} shows {}", release, check->condition);
    Row row{"Go " + release};
    if (!show.value)
      row.push_back(fmt::format("{} {}", name_of(check->verdict.kind), report::format_numbers(check->verdict)));
    row.push_back(values_of(bins));
    shown.table.push_back(std::move(row));
  }
  if (seen.checks.empty()) return shown.table.clear();
  shown.skipped.clear();
  if (show.kind == ShowKind::histogram) {
    shown.svg = histogram_svg(seen, fmt::format("How often which value was seen: {}", seen.checks.front()->condition),
                              in_.settings.pictures);
    shown.table.clear();
  }
  shown.made.push_back({"host", report::clean_text(in_.taught.report.context.host)});
  shown.made.push_back({"seed", fmt::format("{}", in_.taught.report.context.seed)});
  shown.made.push_back({"again", report::clean_text(in_.taught.command), true});
}

}  // namespace schedlitmus::lesson
