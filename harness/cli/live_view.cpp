#include "cli/live_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/duration.hpp"
#include "support/numbers.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::cli {

namespace {

constexpr std::size_t kReasons = 6;
/// Lines besides those of the Ps and of the output.
constexpr std::size_t kOtherLines = 9;
constexpr std::size_t kLeastOutput = 3;
constexpr std::size_t kWidestBar = 40;

std::string bar(std::int64_t length, std::size_t room) {
  const auto most = std::min(room, kWidestBar);
  const auto full = static_cast<std::size_t>(std::max<std::int64_t>(length, 0));
  std::string text;
  for (std::size_t i = 0; i < std::min(full, most); ++i) text += "▇";
  return full > most ? text + "…" : text;
}

std::string painted(const std::string& text, const char* code, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

class Drawing {
 public:
  Drawing(const LivePicture& picture, std::size_t width, std::size_t height, bool colour)
      : picture_(picture), width_(width), height_(height), colour_(colour) {}

  std::vector<std::string> lines() {
    head();
    if (picture_.sample)
      sample(*picture_.sample);
    else
      add("no sample of the scheduler so far");
    output();
    if (!picture_.note.empty() && height_ > 0) {
      if (lines_.size() >= height_) lines_.resize(height_ - 1);
      add(painted(picture_.note, "1", colour_));
    }
    if (lines_.size() > height_) lines_.resize(height_);
    for (auto& line : lines_) line = truncate_to_width(line, width_);
    return std::move(lines_);
  }

 private:
  void add(std::string line) { lines_.push_back(std::move(line)); }

  void head() {
    auto text = fmt::format("{}  pid {}  {}", painted(picture_.title, "1", colour_), picture_.pid,
                            format_duration(picture_.since / 1000 * 1000));
    if (picture_.cpu_share) text += fmt::format("  CPU {:.0f} %", *picture_.cpu_share * 100);
    add(text);
    add("");
  }

  void sample(const LiveSample& seen) {
    procs(seen);
    add(fmt::format("global queue  {:>4}  {}", seen.global_queue, bar(seen.global_queue, room(20))));
    add(threads(seen));
    if (!seen.detailed) return;
    add(goroutines(seen));
    if (!seen.by_reason.empty()) add(reasons(seen));
    add(fmt::format("GC {}",
                    seen.stopping ? "stops the world"
                    : seen.gc_workers > 0
                        ? fmt::format("marks: {} run", count_of(static_cast<std::uint64_t>(seen.gc_workers), "worker"))
                        : std::string("is not at work")));
  }

  void procs(const LiveSample& seen) {
    const auto fixed = kOtherLines + kLeastOutput;
    const auto most = height_ > fixed ? height_ - fixed : 1;
    const auto shown = seen.procs.size() <= most ? seen.procs.size() : std::max<std::size_t>(most, 2) - 1;
    for (std::size_t i = 0; i < shown; ++i) add(proc(i, seen.procs[i]));
    if (shown == seen.procs.size()) return;
    std::int64_t queue = 0;
    for (auto i = shown; i < seen.procs.size(); ++i) queue += seen.procs[i].queue;
    add(fmt::format("and {} more, with {} in their queues", count_of(seen.procs.size() - shown, "P"), queue));
  }

  [[nodiscard]] std::string proc(std::size_t id, const LiveSample::P& seen) const {
    const auto state = fmt::format("{:<8}", seen.state);
    const auto* code = seen.state == "running" ? "32" : seen.state == "idle" ? "2" : "33";
    auto text =
        fmt::format("P{:<3} {} {:>4}  {}", id, painted(state, code, colour_), seen.queue, bar(seen.queue, room(40)));
    if (seen.m) text += fmt::format("  M{}", *seen.m);
    if (seen.g) text += fmt::format(" G{}", *seen.g);
    return text;
  }

  static std::string threads(const LiveSample& seen) {
    auto text = fmt::format("threads {}: {} idle, {} spinning", seen.threads, seen.idle_threads, seen.spinning_threads);
    if (!seen.detailed) return text;
    // sysmon has no P and is never idle.
    const auto others = std::max<std::int64_t>(seen.threads - seen.idle_threads - seen.threads_with_p - 1, 0);
    return text + fmt::format(", {} with a P, {} in calls or blocked", seen.threads_with_p, others);
  }

  static std::string goroutines(const LiveSample& seen) {
    auto text = fmt::format("goroutines {}", seen.goroutines);
    const char* between = ": ";
    for (const auto& [status, count] : seen.by_status) {
      text += fmt::format("{}{} {}", between, count, status);
      between = ", ";
    }
    return text;
  }

  static std::string reasons(const LiveSample& seen) {
    std::string text = "waiting for: ";
    for (std::size_t i = 0; i < std::min(seen.by_reason.size(), kReasons); ++i)
      text += fmt::format("{}{} {}", i == 0 ? "" : ", ", seen.by_reason[i].second, seen.by_reason[i].first);
    return text;
  }

  void output() {
    const auto used = lines_.size() + (picture_.note.empty() ? 1 : 2);
    if (picture_.output.empty() || used >= height_) return;
    add(painted("its output", "2", colour_));
    const auto some = std::min(height_ - used, picture_.output.size());
    for (auto i = picture_.output.size() - some; i < picture_.output.size(); ++i) add(picture_.output[i]);
  }

  [[nodiscard]] std::size_t room(std::size_t used) const { return width_ > used ? width_ - used : 0; }

  const LivePicture& picture_;
  std::size_t width_, height_;
  bool colour_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> draw(const LivePicture& picture, std::size_t width, std::size_t height, bool colour) {
  return Drawing(picture, width, height, colour).lines();
}

std::string in_one_line(const LiveSample& sample) {
  std::vector<std::int64_t> local;
  for (const auto& proc : sample.procs) local.push_back(proc.queue);
  auto text = fmt::format("Ps {} of {} busy, queues {} [{}], threads {} ({} idle)",
                          static_cast<std::int64_t>(sample.procs.size()) - sample.idle_procs, sample.procs.size(),
                          sample.global_queue, fmt::join(local, " "), sample.threads, sample.idle_threads);
  if (sample.detailed) text += fmt::format(", goroutines {}", sample.goroutines);
  return text;
}

}  // namespace schedlitmus::cli
