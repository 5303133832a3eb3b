#include "compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "compare/change.hpp"
#include "compare/format_changes.hpp"
#include "compare/ranges.hpp"
#include "compare/table.hpp"
#include "compare/wait_words.hpp"
#include "support/numbers.hpp"
#include "verdict/multiplicity.hpp"

namespace schedlitmus::compare {
namespace {

constexpr double kNearly = 0.2;          ///< a q that makes one wonder
constexpr std::size_t kMostNearly = 10;  ///< of them are told
constexpr std::size_t kShort = 40;       ///< bytes of a text beside others
constexpr double kManyThreads = 4;       ///< more of them, and twice as many, are the program's doing

struct Candidate {
  Change change;
  bool large = false, agree = false;  ///< beyond the margin; all runs of either side show the same
};

Candidate candidate_of(const Course& course, std::size_t line, const Range& before, const Range& after,
                       const Difference& found) {
  return {change_of(course, line, before, after, found), found.large, before.side.constant() && after.side.constant()};
}

void correct(std::vector<Candidate>& candidates, Group group) {
  std::vector<Candidate*> own;
  std::vector<double> p;
  for (auto& candidate : candidates) {
    // A clock says less than what is printed besides, and must not hide it.
    if ((candidate.change.what.clock ? Group::runtime : candidate.change.what.group) != group) continue;
    own.push_back(&candidate);
    p.push_back(candidate.change.p);
  }
  const auto q = verdict::benjamini_hochberg(p);
  for (std::size_t i = 0; i < own.size(); ++i) own[i]->change.q = q[i];
}

bool is_named(const Candidate& candidate) {
  const bool of_output = candidate.change.what.group == Group::output;
  return candidate.large && candidate.change.q <= (of_output && candidate.agree ? kQOfAgreement : kQ);
}

/// A thread or two more are the runtime's; many are what the program does to it.
bool is_of_program(const Change& change) {
  if (change.what.group != Group::runtime) return true;
  const double more = std::abs(change.after.median - change.before.median);
  return change.what.name == "threads" && more >= kManyThreads &&
         more >= std::min(change.after.median, change.before.median);
}

/// The most telling one first: how it ends, what it prints, what it measures.
int rank_of_name(const std::string& name) {
  const auto base = base_of(name);
  if (base == "exit" || base == "runqueue") return 0;
  if (base == "stdout" || base == "local_total") return 1;
  return base == "stderr" ? 3 : 2;
}

/// Of one name what is easiest to picture.
int rank_of_statistic(Statistic statistic) {
  switch (statistic) {
    case Statistic::whole:
    case Statistic::at:
    case Statistic::median:
      return 0;
    case Statistic::order:
      return 2;
    default:
      return 1;
  }
}

auto order_of(const Change& change) {
  const double step = change.is_number ? std::abs(change.after.median - change.before.median) : 0;
  return std::tuple(change.line, change.to, change.what.group, rank_of_name(change.what.name),
                    rank_of_statistic(change.what.statistic), change.is_number, change.p, -step, change.what.id);
}

/// Beside others: its first line, from `begin` on.
std::string shortened(const std::string& text, std::size_t begin) {
  const auto line = text.substr(begin, text.find('\n', begin) - begin);
  const bool is_whole = begin + line.size() == text.size() && line.size() <= kShort;
  return (begin > 0 ? "..." : "") + (is_whole ? line : line.substr(0, kShort) + "...");
}

std::string step_of(const Change& change) {
  const auto& before = change.before.usual;
  const auto& after = change.after.usual;
  std::size_t begin = 0;
  if (before != after && shortened(before, 0) == shortened(after, 0)) {
    const auto [end, other] = std::ranges::mismatch(before, after);
    begin = before.rfind('\n', static_cast<std::size_t>(end - before.begin())) + 1;  // npos + 1 is 0
    if (static_cast<std::size_t>(end - before.begin()) - begin >= kShort / 2) {
      begin = static_cast<std::size_t>(end - before.begin()) - kShort / 4;
    }
  }
  return fmt::format("{} {} -> {}", describe(change.what), shortened(before, begin), shortened(after, begin));
}

/// What changes at the same place under the same name is one change, as the clearest of them; they come in their order.
std::vector<Change> joined(std::vector<Change> changes) {
  std::vector<Change> once;
  for (auto& change : changes) {
    const auto same = std::ranges::find_if(once, [&](const Change& other) {
      return other.line == change.line && other.to == change.to &&
             base_of(other.what.name) == base_of(change.what.name);
    });
    if (same == once.end()) {
      once.push_back(std::move(change));
    } else if (change.what.statistic != Statistic::order && change.what.statistic != Statistic::lines) {
      same->also.push_back(step_of(change));
    }
  }
  return once;
}

class Comparer {
 public:
  explicit Comparer(const std::vector<Line>& lines) : lines_(lines) {}

  Comparison compare() {
    for (std::size_t i = 0; i < lines_.size(); ++i) add_line(i);
    for (const auto group : {Group::output, Group::scheduling, Group::runtime}) correct(candidates_, group);
    split();
    add_nearly();
    add_format_changes(lines_, result_.format_changes);
    const auto of_output = std::ranges::count_if(candidates_, [](const Candidate& candidate) {
      return candidate.change.what.group == Group::output && !candidate.change.what.clock;
    });
    result_.least_p = kQ / static_cast<double>(std::max<std::ptrdiff_t>(1, of_output));
    result_.tests = candidates_.size();
    return std::move(result_);
  }

 private:
  void add_line(std::size_t index) {
    const auto& line = lines_[index];
    add_unknown(index);
    for (const auto& place : line.places) {
      result_.runs += place.runs.size();
      result_.excluded += static_cast<std::size_t>(place.excluded);
    }
    for (const auto& course : courses_of(line)) {
      const auto known = std::ranges::count_if(course.places, &Course::At::known);
      result_.comparisons += static_cast<std::size_t>(std::max<std::ptrdiff_t>(known, 1) - 1);
      const auto ranges = ranges_of(course);
      for (std::size_t i = 0; i + 1 < ranges.size(); ++i) {
        const auto found = difference(course.what, ranges[i].side, ranges[i + 1].side);
        if (found.none_possible || is_of_words(course.what, index, ranges[i].last, ranges[i + 1].first, found))
          continue;
        candidates_.push_back(candidate_of(course, index, ranges[i], ranges[i + 1], found));
      }
    }
  }

  /// A count of goroutines that means something else on the two places, or is told better by others.
  bool is_of_words(const Observable& what, std::size_t line, std::size_t from, std::size_t to,
                   const Difference& found) {
    const auto& places = lines_[line].places;
    const auto is = worded(what.name, places[from].minor, places[to].minor);
    const auto same = [&](const FormatChange& known) {
      return known.line == line && known.to == to && known.field == what.name;
    };
    if (is == Worded::otherwise && found.large && found.p <= kQ && std::ranges::none_of(result_.format_changes, same)) {
      result_.format_changes.push_back({line, from, to, what.name, found.effect > 0,
                                        why_worded(what.name, places[from].minor, places[to].minor), true});
    }
    return is != Worded::alike;
  }

  /// A place with too few runs that count hides what changes there.
  void add_unknown(std::size_t index) {
    const auto& places = lines_[index].places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].noisy) add_noisy(index, i);
      if (places[i].counts() || !places[i].why_none.empty()) continue;
      result_.undecided.push_back(
          {index, i > 0 ? i - 1 : i, i, "",
           fmt::format(
               "{} of at least {} on {}{}", count_of(places[i].runs.size(), "run counts", "runs count"), kFewestRuns,
               places[i].value,
               places[i].excluded == 0 ? "" : fmt::format(", {} do not: the host was busy", places[i].excluded))});
    }
  }

  /// Neighbours that were so are told together.
  void add_noisy(std::size_t line, std::size_t place) {
    const auto& places = lines_[line].places;
    if (place > 0 && places[place - 1].noisy) return;
    std::size_t last = place;
    while (last + 1 < places.size() && places[last + 1].noisy) ++last;
    result_.undecided.push_back(
        {line, place > 0 ? place - 1 : place, last, "",
         fmt::format(
             "the host was busy during nearly all runs on {}: only what is printed, and how it ends, is compared",
             describe_range(lines_[line], place, last))});
  }

  void split() {
    std::vector<Change> of_program;
    std::vector<Change> of_runtime;
    for (auto& candidate : candidates_) {
      if (!is_named(candidate)) continue;
      (is_of_program(candidate.change) ? of_program : of_runtime).push_back(candidate.change);
    }
    std::ranges::sort(of_program, {}, order_of);
    std::ranges::sort(of_runtime, {}, order_of);
    result_.each = of_program;
    result_.changes = joined(std::move(of_program));
    result_.runtime_changes = joined(std::move(of_runtime));
  }

  [[nodiscard]] bool is_known(const Change& change) const {
    const auto same_place = [&](const Change& other) { return other.line == change.line && other.to == change.to; };
    return std::ranges::any_of(result_.changes, same_place) || std::ranges::any_of(result_.runtime_changes, same_place);
  }

  /// What looks like a change, but is no rarer than some would be among so many comparisons.
  void add_nearly() {
    std::vector<const Change*> nearly;
    for (const auto& candidate : candidates_) {
      const auto& change = candidate.change;
      if (candidate.large && !is_named(candidate) && change.q <= kNearly && change.what.group != Group::runtime &&
          !is_known(change)) {
        nearly.push_back(&change);
      }
    }
    std::ranges::sort(nearly, {}, &Change::p);
    nearly.resize(std::min(nearly.size(), kMostNearly));
    for (const auto* change : nearly) {
      result_.undecided.push_back(
          {change->line, change->from, change->to, describe(change->what),
           fmt::format("{}: p = {:.2g}, but q = {:.2g} among all comparisons; more runs (--runs) "
                       "would tell",
                       step_of(*change), change->p, change->q)});
    }
  }

  const std::vector<Line>& lines_;
  std::vector<Candidate> candidates_;
  Comparison result_;
};

}  // namespace

Comparison compare(const std::vector<Line>& lines) { return Comparer(lines).compare(); }

}  // namespace schedlitmus::compare
