#include "trace/process_messages.hpp"

#include <utility>

#include "trace/header_line.hpp"

namespace schedlitmus::trace {
namespace {

/// While a line is under way, no more than this is held back of other text.
constexpr std::size_t kMaxHeld = std::size_t{1} << 16U;
/// The runtime writes "SCHED ", the time and the mark one right behind the
/// other; a program's own "SCHED " is not held back longer than this.
constexpr std::size_t kMaxUncertain = 64;
constexpr std::size_t kMaxChallenge = 16;
constexpr int kLateMessages = 4;

}  // namespace

ProcessMessages::ProcessMessages(Sink& sink, Health& account, std::int32_t pid)
    : pid_(pid), own_(sink, account, pid, ProcessTracks(ProcessTracks::Writers::one)), bytes_(sink, account, pid) {}

void ProcessMessages::feed(std::string_view message) {
  if (in_line_)
    inside_line(message);
  else if (!message.empty())
    outside_line(message);
}

void ProcessMessages::outside_line(std::string_view message) {
  if (PieceLine::kind_of(message, behind_details_) != 0) return begin(message);
  if (late_ > 0) {
    --late_;
    if (line_.could_be_last_value(message)) {
      own_.doubt_last_line(line_.text());
      late_ = 0;
    }
  }
  bytes_.feed(message);
}

void ProcessMessages::begin(std::string_view message) {
  line_.begin(message);
  in_line_ = all_kept_ = true;
  late_ = 0;
  uncertain_.assign(1, std::string(message));
  all_.assign(message);
  foreign_.clear();
  challenge_.messages.clear();
}

void ProcessMessages::inside_line(std::string_view message) {
  if (!line_.is_certain()) {
    if (PieceLine::kind_of(message, behind_details_) != 0) {
      give_up();
      return feed(message);
    }
    uncertain_.emplace_back(message);
  } else if (PieceLine::kind_of(message, behind_details_) != 0 && line_.ends_here()) {
    complete();
    return feed(message);
  } else if (challenged_by(message)) {
    return;
  }
  const auto step = line_.step(message);
  if (all_kept_) all_ += message;
  foreign_ += line_.take_released();
  has_header_ = has_header_ || (line_.kind() == 'S' && line_.is_certain());
  switch (step) {
    case PieceLine::Step::own:
      return;
    case PieceLine::Step::end:
      return complete();
    case PieceLine::Step::foreign:
      return foreign(message);
  }
}

void ProcessMessages::foreign(std::string_view message) {
  if (continues_as_bytes(message)) return give_up();
  foreign_ += message;
  bound_memory();
}

bool ProcessMessages::challenged_by(std::string_view message) {
  if (PieceLine::kind_of(message, false) != 0) {
    challenge_.messages.assign(1, std::string(message));
    challenge_.all = all_.size();
    challenge_.foreign = foreign_.size();
    return false;
  }
  if (challenge_.messages.empty()) return false;
  challenge_.messages.emplace_back(message);
  if (message == kHeaderMark) {
    const auto messages = std::exchange(challenge_.messages, {});
    all_.resize(challenge_.all);
    foreign_.resize(challenge_.foreign);
    give_up();
    for (const auto& each : messages) feed(each);
    return true;
  }
  if (challenge_.messages.size() == kMaxChallenge) challenge_.messages.clear();
  return false;
}

/// Several pieces in one message that go on with the line: it comes from a
/// pipe, and is cut where the pipe was read.
bool ProcessMessages::continues_as_bytes(std::string_view message) const {
  if (line_.kind() != 'S' || message.find('=') == std::string_view::npos) return false;
  HeaderLine ignored;
  const auto joined = line_.text() + std::string(message);
  const auto line = std::string_view(joined).substr(0, joined.find('\n'));
  const auto [reading, used] = parse_header(line, ignored);
  return reading == Reading::cut || (reading == Reading::whole && used == line.size());
}

void ProcessMessages::bound_memory() {
  if (!line_.is_certain()) {
    if (uncertain_.size() > kMaxUncertain || all_.size() > kMaxHeld) give_up();
    return;
  }
  if (foreign_.size() <= kMaxHeld) return;
  all_.clear();
  all_kept_ = false;
  challenge_.messages.clear();
  flush_foreign();
}

void ProcessMessages::flush_foreign() {
  bytes_.feed(foreign_);
  foreign_.clear();
}

void ProcessMessages::complete() {
  in_line_ = false;
  if (line_.kind() == 'S') behind_details_ = line_.is_detailed();
  if (line_.is_doubtful()) {
    own_.lose_line(line_.kind(), line_.text());
  } else {
    own_.line(line_.text(), true);
    late_ = kLateMessages;
  }
  flush_foreign();
}

void ProcessMessages::give_up() {
  in_line_ = false;
  if (!line_.is_certain()) return give_back();
  if (line_.kind() == 'S' && all_kept_) {
    behind_details_ = false;
    bytes_.feed(all_);
    return;
  }
  own_.lose_line(line_.kind(), line_.text());
  flush_foreign();
}

/// It was not a line of the runtime's; what came behind "SCHED " may be.
void ProcessMessages::give_back() {
  const auto messages = std::exchange(uncertain_, {});
  bytes_.feed(messages.front());
  for (std::size_t i = 1; i < messages.size(); ++i) feed(messages[i]);
}

void ProcessMessages::finish() {
  if (in_line_ && !line_.is_certain()) give_up();
  if (in_line_ && line_.ends_here()) complete();
  if (in_line_) {
    flush_foreign();
    own_.line(line_.text(), false);
  }
  in_line_ = false;
  own_.finish();
  bytes_.finish();
}

}  // namespace schedlitmus::trace
