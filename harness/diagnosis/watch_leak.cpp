// Goroutines that are started and never end: what waits grows and does not fall back.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::size_t kMostBins = 64;
constexpr std::size_t kMostReasons = 32;
constexpr std::size_t kParts = 8;
constexpr double kSecond = 1000;
/// Of a longer trace a slower leak counts as well.
constexpr double kLongestCounted = 60;
/// Of a trace that long the second half is looked at alone, too.
constexpr Millis kLong{40'000};

using Counts = std::map<std::string, std::int64_t, std::less<>>;

/// A stretch of the trace: the fewest that waited in it, in all and for each reason.
struct Bin {
  Millis from{}, until{};
  std::int64_t floor = 0;
  Counts reasons;
};

void merge(Bin& into, const Bin& next) {
  into.until = next.until;
  into.floor = std::min(into.floor, next.floor);
  for (auto& [reason, count] : into.reasons) {
    const auto same = next.reasons.find(reason);
    count = same == next.reasons.end() ? 0 : std::min(count, same->second);
  }
  std::erase_if(into.reasons, [](const auto& counted) { return counted.second == 0; });
}

Bin bin_of(const Digest& digest, const trace::Sample& sample) {
  Bin bin{digest.time, digest.time, digest.waiting, {}};
  std::vector<std::pair<std::string_view, std::int64_t>> counts;
  for (const auto& g : sample.goroutines) {
    if (part_of(sample, g) != Part::waiting) continue;
    const auto known = std::ranges::find(counts, g.waitreason, &std::pair<std::string_view, std::int64_t>::first);
    if (known != counts.end()) {
      ++known->second;
    } else if (counts.size() < kMostReasons) {
      counts.emplace_back(g.waitreason, 1);
    }
  }
  for (const auto& [reason, count] : counts) bin.reasons.emplace(reason, count);
  return bin;
}

/// How the floor goes over the eighths of some bins.
struct Course {
  std::array<Bin, kParts> parts;
  double growth = 0, seconds = 0;
  bool steady = false;  ///< it rises in most steps, never falls much, and has not come to rest at the end

  [[nodiscard]] double slope() const { return seconds <= 0 ? 0 : growth / seconds; }
};

Course course_of(std::span<const Bin> bins) {
  constexpr double kRises = 0.25, kFalls = 0.1;
  constexpr int kLeastRises = 5;
  Course course;
  const auto begin = bins.front().from, length = bins.back().until - begin + Millis{1};
  std::array<bool, kParts> filled{};
  for (const auto& bin : bins) {
    const auto at =
        static_cast<std::size_t>((bin.from - begin).count()) * kParts / static_cast<std::size_t>(length.count());
    if (filled.at(at)) {
      merge(course.parts.at(at), bin);
    } else {
      course.parts.at(at) = bin;
      filled.at(at) = true;
    }
  }
  // A part without samples says nothing: it is as the one before.
  for (std::size_t i = 1; i < kParts; ++i)
    if (!filled.at(i)) course.parts.at(i) = course.parts.at(i - 1);
  const auto middle = [](const Bin& bin) { return static_cast<double>((bin.from + bin.until).count()) / 2; };
  course.growth = static_cast<double>(course.parts.back().floor - course.parts.front().floor);
  course.seconds = (middle(course.parts.back()) - middle(course.parts.front())) / kSecond;
  int rises = 0, flat = 0, longest_flat = 0;
  bool falls = false;
  for (std::size_t i = 1; i < kParts; ++i) {
    const auto step = static_cast<double>(course.parts.at(i).floor - course.parts.at(i - 1).floor);
    const bool rise = step > 0 && step >= kRises * course.growth / (kParts - 1);
    rises += rise ? 1 : 0;
    falls = falls || step < -kFalls * course.growth;
    if (rise) longest_flat = std::max(longest_flat, flat);
    flat = rise ? 0 : flat + 1;
  }
  // What stays at the end for longer than it ever did before has come to rest.
  course.steady = rises >= kLeastRises && !falls && flat <= longest_flat;
  return course;
}

class Leak final : public Watch {
 public:
  explicit Leak(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    ++seen_;
    add(bin_of(digest, sample));
    newest_.clear();
    for (const auto& g : sample.goroutines)
      if (part_of(sample, g) == Part::waiting) remember(g);
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::goroutine_leak);
    if (bins_.size() < kParts) {
      said.not_looked_why = seen_ == 0 ? kNeedsDetail : "too few samples with all goroutines";
      return said;
    }
    const std::span all(bins_);
    auto course = course_of(all);
    auto second = all.subspan(all.size() / 2);
    if (!is_leak(course) && second.size() >= kParts && bins_.back().until - bins_.front().from >= kLong) {
      const auto later = course_of(second);
      if (is_leak(later)) course = later;
    }
    if (!is_leak(course))
      if (const auto one = leak_of_one_reason(course)) course = *one;
    tell(course, said);
    return said;
  }

 private:
  /// What comes and goes otherwise hides it in the sum: those that wait for one reason, where all grow as well.
  [[nodiscard]] std::optional<Course> leak_of_one_reason(const Course& all) const {
    constexpr double kOfAll = 0.5;
    std::optional<Course> most;
    for (const auto& [reason, count] : all.parts.back().reasons) {
      auto alone = bins_;
      for (auto& bin : alone) {
        const auto known = bin.reasons.find(reason);
        bin.floor = known == bin.reasons.end() ? 0 : known->second;
        bin.reasons = {{reason, bin.floor}};
      }
      auto course = course_of(alone);
      if (!is_leak(course) || all.growth < kOfAll * course.growth) continue;
      if (!most || course.growth > most->growth) most = std::move(course);
    }
    return most;
  }

  void add(Bin bin) {
    if (in_last_ > 0 && in_last_ < samples_a_bin_) {
      merge(bins_.back(), bin);
      ++in_last_;
      return;
    }
    if (bins_.size() == kMostBins) {
      for (std::size_t i = 0; i < kMostBins / 2; ++i) {
        bins_[i] = bins_[2 * i];
        merge(bins_[i], bins_[2 * i + 1]);
      }
      bins_.resize(kMostBins / 2);
      samples_a_bin_ *= 2;
    }
    bins_.push_back(std::move(bin));
    in_last_ = 1;
  }

  /// The newest few for each wait reason.
  void remember(const trace::Goroutine& g) {
    auto known = newest_.find(g.waitreason);
    if (known == newest_.end()) {
      if (newest_.size() == kMostReasons) return;
      known = newest_.emplace(g.waitreason, std::vector<std::int64_t>()).first;
    }
    auto& ids = known->second;  // the newest first
    ids.insert(std::ranges::lower_bound(ids, g.id, std::greater{}), g.id);
    if (ids.size() > kMostExamples) ids.pop_back();
  }

  [[nodiscard]] bool is_leak(const Course& course) const {
    const auto needed = setting_.rules[RuleId::leak_slope] * std::min(course.seconds, kLongestCounted);
    return course.steady && course.growth >= needed && course.growth >= setting_.rules[RuleId::leak_growth];
  }

  [[nodiscard]] static std::vector<ReasonCount> reasons_of(const Course& course) {
    std::vector<ReasonCount> reasons;
    for (const auto& [reason, count] : course.parts.back().reasons) {
      const auto before = course.parts.front().reasons.find(reason);
      reasons.push_back({reason, before == course.parts.front().reasons.end() ? 0 : before->second, count});
    }
    std::ranges::stable_sort(reasons, std::greater{}, [](const auto& each) { return each.last - each.first; });
    std::erase_if(reasons, [](const auto& each) { return each.last <= each.first; });
    if (reasons.size() > kMostExamples) reasons.resize(kMostExamples);
    return reasons;
  }

  void tell(const Course& course, Judgement& said) const {
    said.found = is_leak(course);
    const auto counted = course.slope() * std::max(1.0, course.seconds / kLongestCounted);
    said.excess = counted / setting_.rules[RuleId::leak_slope];
    said.confidence = Confidence::high;
    // What does not rise all the time is no slope of a leak: a baseline must not learn it.
    said.evidence.figures = {figure_of(RuleId::leak_slope, "growth of waiting goroutines", course.steady ? counted : 0),
                             figure_of(RuleId::leak_growth, "growth from beginning to end", course.growth),
                             {"waiting at the end", static_cast<double>(course.parts.back().floor), "goroutines", {}}};
    for (const auto& part : course.parts) said.evidence.times.push_back(part.from);
    said.evidence.reasons = reasons_of(course);
    said.summary = fmt::format("{:.0f} more goroutines wait each second", course.slope());
    if (said.evidence.reasons.empty()) return;
    const auto& grows = said.evidence.reasons.front();
    said.summary += fmt::format(", in \"{}\" above all ({} to {})", grows.waitreason, grows.first, grows.last);
    const auto newest = newest_.find(grows.waitreason);
    if (newest == newest_.end()) return;
    for (const auto id : newest->second)
      said.evidence.goroutines.push_back({id, trace::kGStatusWaiting, grows.waitreason, {}});
  }

  Setting setting_;
  std::vector<Bin> bins_;
  std::uint64_t samples_a_bin_ = 1, in_last_ = 0, seen_ = 0;
  std::map<std::string, std::vector<std::int64_t>, std::less<>> newest_;
};

}  // namespace

std::unique_ptr<Watch> watch_leak(Setting setting) { return std::make_unique<Leak>(setting); }

}  // namespace schedlitmus::diagnosis
