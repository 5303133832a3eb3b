#include "record/grouping.hpp"

#include <algorithm>

#include "verdict/characteristic.hpp"
#include "verdict/distributions.hpp"

namespace schedlitmus::record {
namespace {

using Runs = std::vector<std::vector<double>>;

constexpr std::size_t kHeldOutEvery = 3;
constexpr double kMostSilent = 0.10;  ///< of the runs may say nothing
constexpr double kDoubt = 0.05;       ///< held-out runs that unlikely refute the bounds
constexpr double kConfidence = 0.05;  ///< 1 - confidence of the upper bound behind a power
/// A release whose form cannot fail is told to be VIOLATED instead, which must be as good as certain.
constexpr double kCertain = 0.99;

HeldOut count(const Form& form, const Runs& runs) {
  return {static_cast<int>(std::ranges::count_if(runs, [&](const auto& run) { return fits(form, run); })),
          static_cast<int>(runs.size())};
}

void add(HeldOut& sum, const HeldOut& more) {
  sum.inside += more.inside;
  sum.runs += more.runs;
}

Seen seen_in(const Probe& probe, const Runs& runs) {
  Seen seen{runs.front().front(), runs.front().back(), {}};
  const bool has_kinds = probe.shape == Shape::text || probe.shape == Shape::exit_status;
  for (const auto& run : runs) {
    seen.least = std::min(seen.least, run.front());
    seen.greatest = std::max(seen.greatest, run.back());
    if (has_kinds) seen.kinds.insert(run.front());
  }
  return seen;
}

class Grouper {
 public:
  Grouper(const Probe& probe, const std::vector<Column>& columns, Power& power, Room room, int gomaxprocs)
      : probe_(probe), columns_(columns), power_(power), room_(room), gomaxprocs_(gomaxprocs) {}

  std::optional<Proposed> group() {
    choose();
    if (!confirmed()) merge_all();
    if (!own_bounds_hold()) return std::nullopt;
    widen_to_all();
    const bool broken = !groups_.front().form.can_fail() || std::ranges::any_of(groups_, [](const Group& group) {
      return !group.form.can_fail() && group.power < kCertain;
    });
    if (broken) return std::nullopt;
    return Proposed{probe_, groups_};
  }

 private:
  /// By the runs that choose: each release joins the first group whose bounds do not refuse it.
  void choose() {
    for (std::size_t release = 0; release < columns_.size(); ++release) {
      const auto& runs = columns_[release].chosen_by;
      const auto alike = std::ranges::find_if(
          groups_, [&](const Group& group) { return power_(count(group.form, runs)) < kLeastPower; });
      auto& group = alike == groups_.end() ? groups_.emplace_back() : *alike;
      group.releases.push_back(release);
      group.form = form_around(probe_, runs_of(group, true, false), room_, gomaxprocs_);
    }
  }

  /// By the runs that were held out: are the other groups still outside the first one's bounds?
  bool confirmed() {
    const auto& first = groups_.front();
    for (auto& group : groups_) {
      if (&group == &first) continue;
      for (const auto release : group.releases) {
        const auto inside = count(first.form, columns_[release].held_out);
        if (power_.at_share(inside) < kLeastPower) return false;
        add(group.against_first, inside);
      }
    }
    return true;
  }

  void merge_all() {
    Group all;
    for (std::size_t release = 0; release < columns_.size(); ++release) all.releases.push_back(release);
    all.form = form_around(probe_, runs_of(all, true, false), room_, gomaxprocs_);
    groups_ = {std::move(all)};
  }

  bool own_bounds_hold() {
    for (auto& group : groups_) {
      for (const auto release : group.releases) {
        const auto inside = count(group.form, columns_[release].held_out);
        if (verdict::binomial_at_most(inside.inside, inside.runs, power_.hold().good) < kDoubt) return false;
        add(group.own, inside);
      }
    }
    groups_.front().against_first = groups_.front().own;
    return true;
  }

  void widen_to_all() {
    take_all_runs();
    const bool apart = std::ranges::all_of(
        groups_, [&](const Group& group) { return &group == &groups_.front() || group.power >= kLeastPower; });
    if (apart) return;
    merge_all();
    own_bounds_hold();
    take_all_runs();
  }

  void take_all_runs() {
    for (auto& group : groups_) {
      const auto runs = runs_of(group, true, true);
      group.form = form_around(probe_, runs, room_, gomaxprocs_);
      group.seen = seen_in(probe_, runs);
      group.power = 1;
      for (const auto release : group.releases) {
        auto inside = count(groups_.front().form, columns_[release].chosen_by);
        add(inside, count(groups_.front().form, columns_[release].held_out));
        group.power = std::min(group.power, power_(inside));
      }
    }
  }

  [[nodiscard]] Runs runs_of(const Group& group, bool chosen_by, bool held_out) const {
    Runs runs;
    for (const auto release : group.releases) {
      const auto& column = columns_[release];
      if (chosen_by) runs.insert(runs.end(), column.chosen_by.begin(), column.chosen_by.end());
      if (held_out) runs.insert(runs.end(), column.held_out.begin(), column.held_out.end());
    }
    return runs;
  }

  const Probe& probe_;
  const std::vector<Column>& columns_;
  Power& power_;
  Room room_;
  int gomaxprocs_;
  std::vector<Group> groups_;
};

}  // namespace

double Power::operator()(const HeldOut& inside) {
  // Where it is hopeless anyway there is nothing to compute.
  if (inside.inside * 2 > inside.runs) return 0;
  const auto [known, is_new] = known_.try_emplace({inside.inside, inside.runs}, 0);
  if (is_new) {
    const double rate = verdict::upper_bound(inside.inside, inside.runs, kConfidence);
    known->second = verdict::characteristic(hold_, rate).violated;
  }
  return known->second;
}

double Power::at_share(const HeldOut& inside) const {
  return verdict::characteristic(hold_, inside.inside / static_cast<double>(inside.runs)).violated;
}

Column column_of(const Observed& observed, std::size_t probe) {
  Column column;
  std::size_t silent = 0;
  for (std::size_t run = 0; run < observed.runs.size(); ++run) {
    const auto& values = observed.runs[run][probe];
    if (!values) {
      ++silent;
    } else if (run % kHeldOutEvery == kHeldOutEvery - 1) {
      column.held_out.push_back(*values);
    } else {
      column.chosen_by.push_back(*values);
    }
  }
  column.usable = static_cast<double>(silent) <= kMostSilent * static_cast<double>(observed.runs.size()) &&
                  !column.chosen_by.empty() && !column.held_out.empty();
  return column;
}

std::optional<Proposed> group(const Probe& probe, const std::vector<Column>& columns, Power& power, int gomaxprocs) {
  if (!std::ranges::all_of(columns, &Column::usable)) return std::nullopt;
  auto roomy = Grouper(probe, columns, power, Room::some, gomaxprocs).group();
  if (columns.size() < 2 || (roomy && roomy->separates())) return roomy;
  auto tight = Grouper(probe, columns, power, Room::none, gomaxprocs).group();
  return tight && tight->separates() ? tight : roomy;
}

}  // namespace schedlitmus::record
