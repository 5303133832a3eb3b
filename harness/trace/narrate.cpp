#include "trace/narrate.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "trace/narrate_details.hpp"
#include "trace/narrate_phrases.hpp"
#include "trace/words.hpp"

namespace schedlitmus::trace {
namespace {

using enum HeaderField;

std::int64_t value(const Sample& sample, HeaderField field) { return sample.header.get(field).value_or(0); }

/// A goroutine as the next sample needs it.
struct Seen {
  std::int64_t id = 0;
  std::int64_t status = 0;
};

}  // namespace

class Narrator::Impl {
 public:
  explicit Impl(NarrationStyle style) : style_(style) {}

  void forget_told() {
    told_any_ = false;
    told_ = {};
  }

  void tell(std::string& out, const Sample& sample) {
    style_.heading(out, heading(sample), !told_any_);
    told_any_ = true;
    tell_threads(out, sample);
    tell_queues(out, sample);
    if (sample.detailed) tell_details(out, style_, sample, told_);
    if (!sample.complete) style_.line(out, "Parts of this sample were lost; what is told is what was left.");
    if (has_before_) tell_changes(out, sample);
    remember(sample);
  }

  void remember(const Sample& sample) {
    has_before_ = true;
    time_ = sample.time;
    header_ = sample.header;
    local_ = sample.has_local ? sample.local : std::vector<std::int64_t>();
    ticks_ = sample.schedticks;
    goroutines_.clear();
    if (!sample.goroutines_whole) return;
    for (const Goroutine& g : sample.goroutines) goroutines_.push_back({.id = g.id, .status = g.status});
    std::ranges::sort(goroutines_, {}, &Seen::id);
  }

  void tell_words(std::string& out) const {
    if (told_.statuses.empty() && told_.reasons.empty()) return;
    style_.heading(out, "What the words mean", false);
    for (const auto status : told_.statuses) {
      const auto word = goroutine_status(status);
      style_.line(out, fmt::format("status {} ({}): {}.", status, word.name, word.meaning));
    }
    for (const auto& reason : told_.reasons) {
      const auto meaning = wait_meaning(reason);
      if (meaning.empty() || reason.empty()) continue;
      style_.line(out, fmt::format("{}: waits for {}.", style_.quoted(reason), meaning));
    }
  }

 private:
  static std::string heading(const Sample& sample) {
    const auto pid = sample.pid == 0 ? std::string() : fmt::format(", process {}", sample.pid);
    return fmt::format("At {} ms{}", sample.time.count(), pid);
  }

  void tell_threads(std::string& out, const Sample& sample) const {
    const auto procs = value(sample, gomaxprocs);
    const auto idle = value(sample, idleprocs);
    std::string text = count(procs, "P") + ", ";
    if (idle == 0)
      text += procs == 1 ? "busy" : "all busy";
    else
      text += idle == procs ? (procs == 1 ? "idle" : "all idle") : fmt::format("{} idle", idle);
    text += fmt::format("; {}, {} idle", count(value(sample, threads), "thread"), value(sample, idlethreads));
    const auto spinning = sample.header.get(spinningthreads).value_or(value(sample, nmspinning));
    if (spinning > 0)
      text += fmt::format(", {} spinning: {} for work to steal", spinning, verb(spinning, "looks", "look"));
    if (value(sample, needspinning) != 0) text += ", and one more should spin";
    style_.line(out, text + ".");
    if (value(sample, gcwaiting) == 0) return;
    const auto left = value(sample, stopwait);
    style_.line(
        out, left == 0 ? "The world is stopped."
                       : fmt::format("The world is being stopped; {} still to stop.", count(left, "P has", "Ps have")));
  }

  void tell_queues(std::string& out, const Sample& sample) const {
    const auto global = value(sample, runqueue);
    std::string text = global == 0
                           ? "Nobody waits in the global queue"
                           : fmt::format("{} in the global queue", count(global, "goroutine waits", "goroutines wait"));
    if (sample.has_local) {
      std::int64_t local = 0;
      std::vector<std::string> parts;
      for (std::size_t i = 0; i < sample.local.size(); ++i) {
        local += sample.local[i];
        if (sample.local[i] > 0)
          parts.push_back(fmt::format("{} on {}", format_count(static_cast<std::uint64_t>(sample.local[i])),
                                      style_.name('P', static_cast<std::int64_t>(i))));
      }
      if (parts.empty())
        text += global == 0 ? ", nobody in a local one" : ", none in a local one";
      else
        text += fmt::format("; in local queues wait {}", enumerate(shortened(parts)));
      if (local > 0 && global > 0)
        text += fmt::format("; {} in all", format_count(static_cast<std::uint64_t>(local + global)));
    }
    style_.line(out, text + ".");
  }

  void tell_changes(std::string& out, const Sample& sample) const {
    std::vector<std::string> changes;
    for (const auto field : {gomaxprocs, idleprocs, threads, idlethreads, runqueue})
      add_change(changes, std::string(name_of(field)), header_.get(field), sample.header.get(field));
    if (sample.has_local && sample.local.size() == local_.size())
      for (std::size_t i = 0; i < local_.size(); ++i)
        add_change(changes, style_.name('P', static_cast<std::int64_t>(i)) + "'s queue", local_[i], sample.local[i]);
    const auto passed = (sample.time - time_).count();
    if (passed < 0) {
      style_.line(out, "The clock runs backwards: this is another process, or a restart.");
      return;
    }
    style_.line(
        out, fmt::format("Since {} ms before: {}.", passed, changes.empty() ? "the same numbers" : enumerate(changes)));
    tell_rounds(out, sample);
    if (sample.goroutines_whole && !goroutines_.empty()) tell_moves(out, sample);
  }

  static void add_change(std::vector<std::string>& changes, const std::string& name, std::optional<std::int64_t> before,
                         std::optional<std::int64_t> after) {
    if (before && after && *before != *after) changes.push_back(fmt::format("{} {} -> {}", name, *before, *after));
  }

  void tell_rounds(std::string& out, const Sample& sample) const {
    if (sample.schedticks.empty() || sample.schedticks.size() != ticks_.size()) return;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
      const auto rounds = sample.schedticks[i] - ticks_[i];
      if (rounds > 0)
        parts.push_back(fmt::format("{} {}", style_.name('P', static_cast<std::int64_t>(i)),
                                    format_count(static_cast<std::uint64_t>(rounds))));
    }
    style_.line(out, parts.empty() ? "No P has scheduled anything."
                                   : fmt::format("Scheduling rounds: {}.", enumerate(shortened(parts))));
  }

  /// "began to run: G5; ended: G9".
  void tell_moves(std::string& out, const Sample& sample) const {
    std::map<std::string, std::vector<std::string>> moves;
    for (const Goroutine& g : sample.goroutines) {
      const auto before = std::ranges::lower_bound(goroutines_, g.id, {}, &Seen::id);
      const bool known = before != goroutines_.end() && before->id == g.id;
      const auto old = known ? before->status : kGStatusDead;
      if (old == g.status) continue;
      auto& names = moves[move_of(known, old, g.status)];
      names.push_back(names.size() < kMostNames ? style_.name('G', g.id) : std::string());
    }
    for (const auto& [what, names] : moves) style_.line(out, fmt::format("{}: {}.", what, enumerate(shortened(names))));
  }

  static std::string move_of(bool known, std::int64_t before, std::int64_t after) {
    if (after == kGStatusDead) return "Ended";
    if (!known || before == kGStatusDead) return fmt::format("New, {}", goroutine_status(after).name);
    return fmt::format("From {} to {}", goroutine_status(before).name, goroutine_status(after).name);
  }

  Typesetter style_;
  bool told_any_ = false;
  bool has_before_ = false;
  Millis time_{};
  FieldValues<HeaderField, kHeaderFields> header_;
  std::vector<std::int64_t> local_;
  std::vector<std::int64_t> ticks_;
  std::vector<Seen> goroutines_;  ///< sorted by id; empty where they were not whole
  ToldWords told_;
};

Narrator::Narrator(NarrationStyle style) : impl_(std::make_unique<Impl>(style)) {}
Narrator::~Narrator() = default;
void Narrator::tell(std::string& out, const Sample& sample) { impl_->tell(out, sample); }
void Narrator::pass_over(const Sample& sample) { impl_->remember(sample); }
void Narrator::forget_told() { impl_->forget_told(); }
void Narrator::tell_words(std::string& out) const { impl_->tell_words(out); }

}  // namespace schedlitmus::trace
