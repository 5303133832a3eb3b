#include "diagnosis/diagnoser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "diagnosis/rank.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::uint64_t kMostInWindow = 20'000;
constexpr std::size_t kLongestLine = 256;

using Watches = std::vector<std::unique_ptr<Watch>>;

Watches watches_of_window(Setting setting) {
  Watches watches;
  for (auto* const make : {watch_blocked_threads, watch_idle_procs, watch_overproduction, watch_collector, watch_stop,
                           watch_locked_threads, watch_busy_p})
    watches.push_back(make(setting));
  return watches;
}

/// Whole lines of the text, of long ones the beginning.
class Lines {
 public:
  template <class OnLine>
  void feed(std::string_view text, OnLine on_line) {
    for (const char c : text) {
      if (c == '\n') {
        on_line(std::string_view(line_));
        line_.clear();
      } else if (line_.size() < kLongestLine) {
        line_ += c;
      }
    }
  }
  [[nodiscard]] const std::string& rest() const { return line_; }

 private:
  std::string line_;
};

/// Of all windows the one that says most.
struct Worst {
  Judgement said;
  Millis from{}, until{};
  std::uint64_t process = 1;  ///< in the trace
};

using AllWorst = std::array<std::optional<Worst>, kNames>;

void keep_worse(AllWorst& worst, Worst now) {
  auto& kept = worst.at(index_of(now.said.name));
  const auto rank = [](const Worst& of) {
    return std::tuple(of.said.found, of.said.not_looked_why.empty(), of.said.excess);
  };
  if (!kept || rank(now) > rank(*kept)) kept = std::move(now);
}

/// What needs no number of samples: the runtime says it itself, or the load was counted.
bool is_sure(const Judgement& said) { return said.name == Name::deadlock || said.name == Name::syscall_heavy; }

/// Who writes a sample. A child's samples stand between its parent's, those of a restart come alone, so it takes
/// several in a row.
class Whose {
 public:
  enum class Answer : std::uint8_t { same, stranger, next };
  Answer see(const trace::Sample& sample, Millis time) {
    const bool same = !begun_ || (sample.pid == pid_ && sample.image == image_ && sample.source == source_);
    if (same && time >= last_) {
      remember(sample, time);
      return Answer::same;
    }
    if (++strangers_ < kInARow) return Answer::stranger;
    remember(sample, time);
    return Answer::next;
  }

 private:
  static constexpr int kInARow = 3;
  void remember(const trace::Sample& sample, Millis time) {
    if (!begun_ || sample.source != source_) source_ = sample.source;
    begun_ = true;
    pid_ = sample.pid;
    image_ = sample.image;
    last_ = time;
    strangers_ = 0;
  }
  bool begun_ = false;
  std::int32_t pid_ = 0, image_ = 0;
  std::string source_;
  Millis last_{};
  int strangers_ = 0;
};

}  // namespace

class Diagnoser::Impl {
 public:
  Impl(Rules rules, RunFacts facts) : rules_(rules), facts_(std::move(facts)), calls_(watch_system_calls(setting())) {
    begin_process();
  }

  void on_sample(const trace::Sample& sample) {
    const auto seen = digest(sample);
    const auto whose = seen ? whose_.see(sample, seen->time) : Whose::Answer::stranger;
    if (whose == Whose::Answer::stranger) {
      ++left_out_;
      return;
    }
    if (whose == Whose::Answer::next) {
      judge_process(worst_);
      ++process_;
      begin_process();
    }
    detailed_ = detailed_ || sample.detailed;
    gomaxprocs_ = seen->procs;
    deadlock_->see(*seen, sample);
    calls_->see(*seen, sample);
    if (seen->time < facts_.warmup.value_or(kStartUp)) {
      ++left_out_;
      return;
    }
    if (in_process_ > 0 && (seen->time - window_from_ >= kWindow || in_window_ >= kMostInWindow)) close_window();
    if (in_window_++ == 0) window_from_ = seen->time;
    if (in_process_++ == 0) from_ = seen->time;
    first_ = samples_++ == 0 ? seen->time : std::min(first_, seen->time);
    latest_ = std::max(latest_, seen->time);
    most_in_process_ = std::max(most_in_process_, in_process_);
    until_ = seen->time;
    for (const auto& watch : window_) watch->see(*seen, sample);
    leak_->see(*seen, sample);
    host_->see(*seen, sample);
  }

  void on_text(std::string_view text) {
    lines_.feed(text, [this](std::string_view line) { deadlock_->read(line); });
  }

  [[nodiscard]] Findings findings(const trace::Health& health) const {
    auto worst = worst_;
    judge_process(worst);
    keep_worse(worst, {calls_->judge(), from_, until_, process_});
    Findings all;
    all.rules = rules_;
    all.samples = samples_;
    all.left_out = left_out_;
    all.from = first_;
    all.processes = process_;
    all.until = latest_;
    all.detailed = detailed_;
    all.gomaxprocs = gomaxprocs_;
    all.why = why_not(health);
    const bool can_tell = all.why.empty();
    for (auto& each : worst)
      if (each) sort_in(all, std::move(*each), can_tell);
    all.answer = !all.diagnoses.empty() ? Answer::found : can_tell ? Answer::nothing : Answer::cannot_tell;
    rank(all);
    return all;
  }

  void end_text() { deadlock_->read(lines_.rest()); }

  RunFacts& facts() { return facts_; }

 private:
  [[nodiscard]] Setting setting() const { return {rules_, facts_}; }

  void begin_process() {
    window_ = watches_of_window(setting());
    leak_ = watch_leak(setting());
    host_ = watch_host(setting());
    deadlock_ = watch_deadlock(setting());
    in_window_ = in_process_ = 0;
  }
  void close_window() {
    judge_window(worst_);
    window_ = watches_of_window(setting());
    in_window_ = 0;
  }
  void judge_window(AllWorst& worst) const {
    for (const auto& watch : window_) keep(worst, {watch->judge(), window_from_, until_, process_});
  }
  /// Of the process under way: its last window may be a short one, which counts where it can tell, or is all there is.
  void judge_process(AllWorst& worst) const {
    if (in_window_ >= kLeastSamples || in_process_ == in_window_) judge_window(worst);
    for (const auto* watch : {leak_.get(), host_.get(), deadlock_.get()})
      keep(worst, {watch->judge(), from_, until_, process_});
  }
  /// What a process of few samples shows counts only where it is sure.
  void keep(AllWorst& worst, Worst now) const {
    if (in_process_ < kLeastSamples && !is_sure(now.said)) {
      now.said.found = false;
      now.said.excess = 0;
    }
    keep_worse(worst, std::move(now));
  }

  [[nodiscard]] std::string why_not(const trace::Health& health) const {
    if (most_in_process_ < kLeastSamples) {
      return fmt::format("too short to tell: {} after the first {}, at least {} are needed",
                         count_of(most_in_process_, "sample"), format_duration(facts_.warmup.value_or(kStartUp)),
                         kLeastSamples);
    }
    if (health.lost_share() > kMostLost)
      return fmt::format("too damaged to tell: {} of the trace was lost", format_percent(health.lost_share()));
    return {};
  }

  static void sort_in(Findings& all, Worst worst, bool can_tell) {
    auto& said = worst.said;
    for (const auto& figure : said.evidence.figures)
      if (figure.rule && said.not_looked_why.empty())
        all.measured.at(static_cast<std::size_t>(*figure.rule)) = figure.value;
    if (said.found && (can_tell || is_sure(said))) {
      // Of rules that stand for each other one is enough: the others' limits would read as if they were met.
      for (auto& figure : said.evidence.figures)
        if (figure.rule && figure.value < all.rules[*figure.rule]) figure.rule.reset();
      if (all.processes > 1)
        said.evidence.remarks.push_back(
            fmt::format("in process {} of the {} in the trace, one after another", worst.process, all.processes));
      all.diagnoses.push_back(
          {said.name, said.confidence, std::move(said.summary), std::move(said.evidence), worst.from, worst.until, {}});
    } else if (!said.not_looked_why.empty()) {
      if (all.detailed && said.not_looked_why == kNeedsDetail) said.not_looked_why = "too few samples with detail";
      all.not_looked_at.push_back({said.name, std::move(said.not_looked_why)});
    } else if (can_tell) {
      all.cleared.push_back({said.name, std::move(said.evidence.figures)});
    }
  }

  Rules rules_;
  RunFacts facts_;
  Whose whose_;
  Watches window_;
  std::unique_ptr<Watch> leak_, host_, deadlock_;  ///< of a process
  std::unique_ptr<Watch> calls_;                   ///< of all, as their requests are
  Lines lines_;
  AllWorst worst_;
  Millis first_{}, latest_{};  ///< samples of all that is looked at, each in its process's own time
  Millis from_{}, until_{}, window_from_{};
  std::uint64_t samples_ = 0, in_window_ = 0, left_out_ = 0;
  std::uint64_t process_ = 1, in_process_ = 0, most_in_process_ = 0;
  std::int64_t gomaxprocs_ = 0;
  bool detailed_ = false;
};

Diagnoser::Diagnoser(Rules rules, RunFacts facts) : impl_(std::make_unique<Impl>(rules, std::move(facts))) {}
Diagnoser::~Diagnoser() = default;
Diagnoser::Diagnoser(Diagnoser&&) noexcept = default;
Diagnoser& Diagnoser::operator=(Diagnoser&&) noexcept = default;

void Diagnoser::on_sample(const trace::Sample& sample) { impl_->on_sample(sample); }
void Diagnoser::on_text(std::string_view text) { impl_->on_text(text); }
RunFacts& Diagnoser::facts() { return impl_->facts(); }

Findings Diagnoser::finish(const trace::Health& health) {
  impl_->end_text();
  return impl_->findings(health);
}

Findings Diagnoser::so_far(const trace::Health& health) const { return impl_->findings(health); }

}  // namespace schedlitmus::diagnosis
