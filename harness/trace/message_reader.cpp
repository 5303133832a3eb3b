#include "trace/message_reader.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "trace/process_messages.hpp"

namespace schedlitmus::trace {
namespace {

/// The go command under GODEBUG starts hundreds, a few at a time.
constexpr std::size_t kMaxProcesses = 64;

}  // namespace

class MessageReader::Impl : public Sink {
 public:
  explicit Impl(Sink& sink) : sink_(sink) {}

  void feed(std::int32_t pid, std::string_view message) {
    health_.bytes += message.size();
    auto& process = process_of(pid);
    process.feed(message);
    if (!first_pid_ && process.has_header()) first_pid_ = pid;
  }

  void finish() {
    std::ranges::sort(processes_, {}, &Entry::first_message);
    for (auto& entry : processes_) entry.messages->finish();
    processes_.clear();
    current_ = nullptr;
  }

  [[nodiscard]] const Health& health() const { return health_; }
  [[nodiscard]] std::optional<std::int32_t> first_pid() const { return first_pid_; }

 private:
  struct Entry {
    std::unique_ptr<ProcessMessages> messages;
    std::uint64_t first_message = 0;
    std::uint64_t last_turn = 0;
  };

  void on_sample(const Sample& sample) override {
    if (!first_pid_) first_pid_ = sample.pid;
    if (last_sample_of_ && *last_sample_of_ != sample.pid)
      health_.count(Trouble::second_process, health_.lines, "process " + std::to_string(sample.pid));
    last_sample_of_ = sample.pid;
    sink_.on_sample(sample);
  }
  void on_text(std::string_view text) override { sink_.on_text(text); }

  ProcessMessages& process_of(std::int32_t pid) {
    if (current_ != nullptr && current_->pid() == pid) return *current_;
    ++turn_;
    auto found = std::ranges::find(processes_, pid, [](const Entry& entry) { return entry.messages->pid(); });
    if (found == processes_.end()) {
      if (processes_.size() == kMaxProcesses) end_most_silent();
      processes_.push_back({std::make_unique<ProcessMessages>(*this, health_, pid), turn_, turn_});
      found = processes_.end() - 1;
    }
    found->last_turn = turn_;
    current_ = found->messages.get();
    return *current_;
  }

  void end_most_silent() {
    const auto silent = std::ranges::min_element(processes_, {}, &Entry::last_turn);
    silent->messages->finish();
    processes_.erase(silent);
  }

  Sink& sink_;
  Health health_;
  std::vector<Entry> processes_;
  ProcessMessages* current_ = nullptr;
  std::uint64_t turn_ = 0;
  std::optional<std::int32_t> first_pid_;
  std::optional<std::int32_t> last_sample_of_;
};

MessageReader::MessageReader(Sink& sink) : impl_(std::make_unique<Impl>(sink)) {}
MessageReader::~MessageReader() = default;
void MessageReader::feed(std::int32_t pid, std::string_view message) { impl_->feed(pid, message); }
void MessageReader::finish() { impl_->finish(); }
const Health& MessageReader::health() const { return impl_->health(); }
std::optional<std::int32_t> MessageReader::first_pid() const { return impl_->first_pid(); }

}  // namespace schedlitmus::trace
