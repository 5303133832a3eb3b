#include "campaign/service_watcher.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "campaign/kept_trace.hpp"

namespace schedlitmus::campaign {
namespace {

constexpr std::size_t kTailBytes = 2048;
constexpr std::size_t kTailLines = 3;
constexpr std::size_t kLineBytes = 120;

}  // namespace

void Tail::add(std::string_view more) {
  bytes_.append(more.substr(more.size() - std::min(more.size(), kTailBytes)));
  if (bytes_.size() > kTailBytes) bytes_.erase(0, bytes_.size() - kTailBytes);
}

std::string Tail::lines() const {
  std::vector<std::string_view> all;
  std::string_view rest = bytes_;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") != std::string_view::npos) all.push_back(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::string text;
  for (std::size_t i = all.size() - std::min(all.size(), kTailLines); i < all.size(); ++i) {
    if (!text.empty()) text += " | ";
    text += all[i].substr(0, kLineBytes);
    if (all[i].size() > kLineBytes) text += "...";
  }
  return text;
}

ServiceWatcher::ServiceWatcher(const Wanted& wanted)
    : Watcher(wanted.checks, wanted.capture, wanted.gomaxprocs, wanted.most_kept),
      capture_(wanted.capture),
      ready_(wanted.ready),
      on_decided_(wanted.checks.empty() ? nullptr : wanted.on_decided) {
  check.on_own_text([this](std::string_view text) { on_own_text(text); });
}

void ServiceWatcher::on_stdout(std::string_view bytes) {
  Watcher::on_stdout(bytes);
  if (ready_.by == expectation::ReadyBy::out) match(out_lines_, bytes);
  tell_decided();
}

void ServiceWatcher::on_stderr(std::string_view bytes) {
  Watcher::on_stderr(bytes);
  tell_decided();
}

void ServiceWatcher::on_stderr_message(std::int32_t pid, std::string_view message) {
  Watcher::on_stderr_message(pid, message);
  tell_decided();
}

store::KeptStream ServiceWatcher::take_flat_stderr() {
  auto kept = err.take();
  if (capture_ == process::Capture::pipe) return kept;
  store::StreamKeeper flat;
  const auto read = read_messages(kept, [&](std::int32_t /*pid*/, std::string_view message) { flat.add(message); });
  if (!read || kept.cut()) flat.cut();
  return flat.take();
}

std::string ServiceWatcher::last_words() const {
  const std::scoped_lock lock(mutex_);
  if (!fatal_.empty()) return "; its stderr says: " + fatal_;
  const auto lines = tail_.lines();
  return lines.empty() ? "; it wrote nothing to stderr" : "; its stderr ends: " + lines;
}

void ServiceWatcher::match(expectation::LineSplitter& lines, std::string_view bytes) {
  if (said_ready_) return;
  lines.feed(bytes, [this](std::string_view line) {
    if (ready_.pattern && ready_.pattern->matches(line)) said_ready_ = true;
  });
}

void ServiceWatcher::on_own_text(std::string_view text) {
  if (ready_.by == expectation::ReadyBy::err) match(err_lines_, text);
  const std::scoped_lock lock(mutex_);
  tail_.add(text);
  own_lines_.feed(text, [this](std::string_view line) {
    if (fatal_.empty() && expectation::is_fatal(line)) fatal_ = line.substr(0, kLineBytes);
  });
}

void ServiceWatcher::tell_decided() {
  if (on_decided_ && !told_ && check.enough()) {
    told_ = true;
    on_decided_();
  }
}

}  // namespace schedlitmus::campaign
