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
/// What a line's last value and end can come behind: a println of another
/// thread or two.
constexpr int kLateMessages = 16;

}  // namespace

ProcessMessages::ProcessMessages(Sink& sink, Health& account, std::int32_t pid)
    : pid_(pid),
      own_(sink, account, {.pid = pid, .source = {}}, ProcessTracks(ProcessTracks::Writers::one)),
      bytes_(sink, account, {.pid = pid, .source = {}}) {}

void ProcessMessages::feed(std::string_view message) {
  if (in_line_)
    inside_line(message);
  else if (PieceLine::kind_of(message, behind_details_) != 0)
    begin(message);
  else
    bytes_.feed(message);
}

void ProcessMessages::begin(std::string_view message) {
  line_.begin(message);
  in_line_ = true;
  late_ = 0;
  writes_.clear();
  writes_.push_back({.text = std::string(message)});
  held_ = message.size();
  passed_on_ = 0;
  challenge_.reset();
}

void ProcessMessages::inside_line(std::string_view message) {
  if (!line_.is_certain() && PieceLine::kind_of(message, behind_details_) != 0) {
    give_up();
    return feed(message);
  }
  if (line_.is_ending() && begins_next(message)) {
    end_line();
    return feed(message);
  }
  if (line_.is_certain() && challenged_by(message)) return;
  const auto step_made = step(message);
  if (step_made == PieceLine::Step::end) return complete();
  if (step_made == PieceLine::Step::foreign && (continues_as_bytes(message) || !bound_memory())) return give_up();
  if (line_.is_ending() && ++late_ > kLateMessages) end_line();
}

PieceLine::Step ProcessMessages::step(std::string_view message) {
  const auto result = line_.step(message);
  writes_.push_back({.text = std::string(message), .own = result != PieceLine::Step::foreign});
  held_ += message.size();
  for (const auto& [at, text] : line_.take_released()) {
    if (at >= passed_on_)
      writes_[at - passed_on_].own = false;
    else
      bytes_.feed(text);
  }
  has_header_ = has_header_ || (line_.kind() == 'S' && line_.is_certain());
  return result;
}

bool ProcessMessages::begins_next(std::string_view message) const {
  return PieceLine::kind_of(message, behind_details_ || (line_.kind() == 'S' && line_.is_detailed())) != 0;
}

bool ProcessMessages::challenged_by(std::string_view message) {
  if (PieceLine::kind_of(message, false) != 0) {
    challenge_ = writes_.size();
    return false;
  }
  if (!challenge_) return false;
  if (message == kHeaderMark) {
    std::vector<std::string> next;
    for (auto i = *challenge_; i < writes_.size(); ++i) next.push_back(std::move(writes_[i].text));
    next.emplace_back(message);
    writes_.resize(*challenge_);
    give_up();
    for (const auto& each : next) feed(each);
    return true;
  }
  if (writes_.size() - *challenge_ > kMaxChallenge) challenge_.reset();
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

bool ProcessMessages::bound_memory() {
  const bool too_long = held_ > kMaxHeld || writes_.size() > kMaxHeld / 16;
  if (!line_.is_certain()) return !too_long && writes_.size() <= kMaxUncertain;
  if (too_long) pass_on_foreign();
  return true;
}

void ProcessMessages::pass_on_foreign() {
  for (const auto& write : writes_)
    if (!write.own) bytes_.feed(write.text);
  passed_on_ += writes_.size();
  writes_.clear();
  held_ = 0;
  challenge_.reset();
}

void ProcessMessages::end_line() {
  line_.take_end();
  complete();
}

void ProcessMessages::complete() {
  in_line_ = false;
  if (line_.kind() == 'S') behind_details_ = line_.is_detailed();
  if (line_.is_doubtful()) {
    own_.lose_line(line_.kind(), line_.text());
  } else {
    own_.line(line_.text(), true);
    if (line_.has_doubtful_end()) own_.doubt_last_line(line_.text());
  }
  pass_on_foreign();
}

void ProcessMessages::give_up() {
  in_line_ = false;
  if (!line_.is_certain()) return give_back();
  if (line_.kind() == 'S') behind_details_ = false;
  if (line_.kind() == 'S' && passed_on_ == 0) {
    for (const auto& write : writes_) bytes_.feed(write.text);
    return;
  }
  own_.lose_line(line_.kind(), line_.text());
  pass_on_foreign();
}

/// It was not a line of the runtime's; what came behind "SCHED " may be.
void ProcessMessages::give_back() {
  const auto writes = std::exchange(writes_, {});
  bytes_.feed(writes.front().text);
  for (std::size_t i = 1; i < writes.size(); ++i) feed(writes[i].text);
}

void ProcessMessages::finish() {
  if (in_line_ && !line_.is_certain()) give_up();
  if (in_line_ && line_.is_ending()) end_line();
  if (in_line_) {
    pass_on_foreign();
    own_.line(line_.text(), false);
  }
  in_line_ = false;
  own_.finish();
  bytes_.finish();
}

}  // namespace schedlitmus::trace
