#include "trace/log_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "trace/journal_export.hpp"
#include "trace/log_lines.hpp"
#include "trace/log_process.hpp"

namespace schedlitmus::trace {
namespace {

constexpr std::size_t kLookAhead = std::size_t{1} << 16U;
constexpr int kSuccession = 3;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

class LogReader::Impl final : private ProcessSink {
 public:
  Impl(Sink& sink, LogOptions options) : sink_(sink), options_(std::move(options)) {
    if (options_.form) begin(*options_.form);
  }

  void feed(std::string_view bytes) {
    bytes_ += bytes.size();
    if (!form_) bytes = look_ahead(bytes);
    if (!bytes.empty()) take(bytes);
  }

  void finish() {
    if (finished_) return;
    finished_ = true;
    if (!form_) decide(true);
    if (exported_) exported_->finish();
    lines_.finish([this](std::string_view text) { line(text, false); });
    processes_.finish();
  }

  [[nodiscard]] Health health() const {
    const auto* const one = wants_one() ? chosen_ : nullptr;
    auto health = one != nullptr ? one->account() : processes_.account();
    health.bytes = bytes_;
    health.writers = processes_.writers();
    if (form_ && !form_->plain()) health.log_form = to_string(*form_);
    return health;
  }

  [[nodiscard]] std::string chosen() const { return chosen_ != nullptr ? chosen_->name() : std::string(); }

 private:
  [[nodiscard]] bool wants_one() const { return options_.one_process || !options_.process.empty(); }

  [[nodiscard]] bool wanted(const LogProcess& process) {
    if (!wants_one() || chosen_ == &process) return true;
    return chosen_ == nullptr && process.is_named(options_.process);
  }

  bool succeeds(const LogProcess& process) {
    if (!options_.successors || chosen_ == nullptr || !process.is_of_same_source(*chosen_)) return false;
    heir_samples_ = heir_ == &process ? heir_samples_ + 1 : 1;
    heir_ = &process;
    if (heir_samples_ < kSuccession) return false;
    chosen_ = nullptr;
    return true;
  }

  void on_sample(LogProcess& process, const Sample& sample) override {
    if (!wanted(process) && !succeeds(process)) return;
    if (&process == chosen_) heir_samples_ = 0;
    if (chosen_ == nullptr && wants_one()) {
      chosen_ = &process;
      processes_.keep(process);
    }
    sink_.on_sample(sample);
  }

  void on_text(LogProcess& process, std::string_view text) override {
    if (process.is_nameless() || wanted(process)) sink_.on_text(text);
  }

  /// Takes what it needs to decide; gives back what is left then.
  std::string_view look_ahead(std::string_view bytes) {
    const auto some = std::min(bytes.size(), kLookAhead - ahead_.size());
    ahead_ += bytes.substr(0, some);
    decide(ahead_.size() == kLookAhead);
    return form_ ? bytes.substr(some) : std::string_view();
  }

  void decide(bool now) {
    for (auto end = ahead_.find('\n', looked_at_); end != std::string::npos && !guess_.decided();
         end = ahead_.find('\n', looked_at_)) {
      see(std::string_view(ahead_).substr(looked_at_, end - looked_at_));
      looked_at_ = end + 1;
    }
    if (now && !guess_.decided() && looked_at_ < ahead_.size()) see(std::string_view(ahead_).substr(looked_at_));
    if (!now && !guess_.decided()) return;
    begin(guess_.best());
    const auto ahead = std::exchange(ahead_, {});
    if (!ahead.empty()) take(ahead);
  }

  void see(std::string_view text) {
    if (looked_at_ == 0 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    guess_.see(text);
  }

  void begin(const LogForm& form) {
    form_ = form;
    layers_ = LayerTaker(form.layers);
    if (form.exported) exported_.emplace([this](LogLine& entry) { entry_line(entry, true); });
  }

  void take(std::string_view bytes) {
    if (!form_ || form_->plain()) {
      processes_.nameless().feed({}, bytes);
    } else if (exported_) {
      exported_->feed(bytes);
    } else {
      lines_.feed(
          bytes, [this](std::string_view text) { line(text, true); },
          [this](std::string_view piece) { processes_.nameless().feed({}, piece); });
    }
    processes_.flush();
  }

  void line(std::string_view text, bool ended) {
    if (std::exchange(first_line_, false) && text.starts_with(kByteOrderMark))
      text.remove_prefix(kByteOrderMark.size());
    LogLine found{.text = text, .source = {}, .stream = {}};
    if (layers_.take_off(found)) return give(found, ended);
    processes_.nameless().feed_line({}, text, ended);
  }

  void entry_line(LogLine& entry, bool ended) {
    (void)layers_.take_off(entry);
    give(entry, ended);
  }

  void give(const LogLine& found, bool ended) {
    processes_.of(found.source, found.pid).feed_line(found.stream, found.text, found.ended && ended);
  }

  Sink& sink_;
  LogOptions options_;
  std::optional<LogForm> form_;
  LogGuess guess_;
  std::string ahead_;
  std::size_t looked_at_ = 0;
  LayerTaker layers_{std::vector<LogLayer>{}};
  std::optional<JournalExport> exported_;
  LogLines lines_;
  LogProcesses processes_{*this};
  LogProcess* chosen_ = nullptr;
  const LogProcess* heir_ = nullptr;  ///< only compared
  int heir_samples_ = 0;              ///< since the last sample of the chosen one
  std::uint64_t bytes_ = 0;
  bool first_line_ = true;
  bool finished_ = false;
};

LogReader::LogReader(Sink& sink, LogOptions options) : impl_(std::make_unique<Impl>(sink, std::move(options))) {}
LogReader::~LogReader() = default;
void LogReader::feed(std::string_view bytes) { impl_->feed(bytes); }
void LogReader::finish() { impl_->finish(); }
Health LogReader::health() const { return impl_->health(); }
std::string LogReader::chosen() const { return impl_->chosen(); }

}  // namespace schedlitmus::trace
