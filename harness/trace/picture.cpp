#include "trace/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "support/numbers.hpp"
#include "support/svg.hpp"

namespace schedlitmus::trace {
namespace {

constexpr int kMargin = 20;
constexpr int kColumn = 128;
constexpr int kPerRow = 8;
constexpr int kLeastWidth = 480;
constexpr int kSeatHeight = 112;      ///< of a P alone: square and its M and G above
constexpr int kSquare = 40;           ///< a P's side
constexpr int kPitch = 16, kDot = 6;  ///< of the small circles in a queue
constexpr std::int64_t kMostDots = 40;
constexpr std::size_t kMostMachines = 8;
constexpr std::size_t kMostReasons = 12;

std::uint64_t unsigned_of(std::int64_t count) { return static_cast<std::uint64_t>(count); }

class Picture {
 public:
  Picture(const Sample& sample, PictureFor place) : sample_(sample), place_(place) {}

  std::string draw() {
    title();
    queue(kMargin, sample_.global, 28, "Global run queue");
    y_ += 6;
    for (std::size_t first = 0; first < sample_.seats.size(); first += kPerRow)
      row(first, std::min(first + kPerRow, sample_.seats.size()));
    if (sample_.seats.size() < sample_.procs)
      line(fmt::format("and {} more", count_of(sample_.procs - sample_.seats.size(), "P")));
    machines();
    reasons();
    const auto columns = std::min(static_cast<int>(sample_.seats.size()), kPerRow);
    return svg_.document({std::max(columns * kColumn, kLeastWidth) + 2 * kMargin, y_ + kMargin,
                          fmt::format("The Go scheduler at {} ms", sample_.time.count()), describe(sample_), "pmg",
                          place_ == PictureFor::file ? kPictureStyle : ""});
  }

 private:
  void line(std::string_view words, std::string_view style_class = "") {
    y_ += 20;
    svg_.text(kMargin, y_, style_class, words);
  }

  void title() {
    y_ = kMargin + 4;
    svg_.text(kMargin, y_, "big", fmt::format("{} ms", sample_.time.count()));
    line(fmt::format("{}, {} idle; {}, {} idle", count_of(sample_.procs, "P"), sample_.idle_procs,
                     count_of(unsigned_of(sample_.threads), "thread"), sample_.idle_threads),
         "soft");
    y_ += 10;
  }

  /// A dotted box with a small circle for each that waits, from y_ on; returns its height.
  int dots(int x, int y, std::int64_t count, int across) {
    const auto drawn = static_cast<int>(std::min(count, kMostDots));
    const int rows = std::max((drawn + across - 1) / across, 1);
    svg_.rect(x, y, across * kPitch + 6, rows * kPitch + 6, 5, "box");
    for (int i = 0; i < drawn; ++i)
      svg_.circle(x + 3 + kPitch / 2 + i % across * kPitch, y + 3 + kPitch / 2 + i / across * kPitch, kDot, "q");
    const int height = rows * kPitch + 6;
    if (drawn == count) return height;
    svg_.text(x, y + height + 15, "soft", fmt::format("and {} more", format_count(unsigned_of(count - drawn))));
    return height + 20;
  }

  /// With its name and length above.
  void queue(int x, std::int64_t length, int across, std::string_view name) {
    line(fmt::format("{}: {}", name, format_count(unsigned_of(length))));
    y_ += 7;
    y_ += dots(x, y_, length, across);
  }

  void row(std::size_t first, std::size_t end) {
    y_ += 12;
    const int top = sample_.detailed ? kSeatHeight : 12;
    int deepest = 0;
    for (std::size_t i = first; i < end; ++i) {
      const int left = kMargin + static_cast<int>(i - first) * kColumn;
      deepest = std::max(deepest, seat(i, left + kColumn / 2 - 8, y_ + top));
    }
    y_ += top + kSquare + deepest;
  }

  /// The P's square at y, its M and G above, its queue below; returns the queue's height.
  int seat(std::size_t index, int x, int y) {
    const auto& seat = sample_.seats[index];
    if (seat.m) machine(*seat.m, seat.g, x, y - 6);
    svg_.rect(x - kSquare / 2 - 6, y, kSquare + 12, kSquare - 4, 4, seat.idle ? "p still" : "p");
    svg_.text(x, y + 23, "mid", fmt::format("P{}", index));
    if (seat.idle && sample_.detailed) svg_.text(x, y - 10, "mid soft", "idle");
    if (!seat.waiting) return 0;
    constexpr int kAcross = 5;
    const int left = x - (kAcross * kPitch + 6) / 2;
    svg_.text(x, y + kSquare + 12, "mid soft", fmt::format("{} waiting", format_count(unsigned_of(*seat.waiting))));
    return 20 + dots(left, y + kSquare + 18, *seat.waiting, kAcross);
  }

  /// The M's triangle that stands at y, and above it the circle of what it runs.
  void machine(std::int64_t id, std::optional<std::int64_t> g, int x, int y) {
    svg_.path(fmt::format("M{} {} l27 42 h-54 z", x, y - 42), "m");
    svg_.text(x, y - 8, "mid", fmt::format("M{}", id));
    if (!g) return;
    svg_.circle(x, y - 66, 21, "g");
    svg_.text(x, y - 61, "mid", fmt::format("G{}", *g));
  }

  void machines() {
    if (sample_.loose.empty()) return;
    y_ += 8;
    line("Threads without a P: parked, in a system call, or sysmon, which needs none");
    const bool any_runs =
        std::ranges::any_of(sample_.loose, [](const Pictured::Loose& loose) { return loose.g.has_value(); });
    y_ += any_runs ? 104 : 58;
    int x = kMargin + 30;
    for (std::size_t i = 0; i < std::min(sample_.loose.size(), kMostMachines); ++i, x += 66)
      machine(sample_.loose[i].m, sample_.loose[i].g, x, y_);
    if (sample_.loose.size() > kMostMachines)
      svg_.text(x - 24, y_ - 8, "soft", fmt::format("and {} more", sample_.loose.size() - kMostMachines));
    y_ += 6;
  }

  void reasons() {
    const auto& reasons = sample_.reasons;
    if (!reasons.empty()) y_ += 4;
    for (const auto& [count, reason] : reasons | std::views::take(kMostReasons)) {
      line(fmt::format("{} for {}", count_of(count, "goroutine waits", "goroutines wait"), reason), "soft");
    }
    if (reasons.size() > kMostReasons) line(fmt::format("and {} more reasons", reasons.size() - kMostReasons), "soft");
  }

  Pictured sample_;
  PictureFor place_;
  Svg svg_;
  int y_ = 0;
};

}  // namespace

std::string picture(const Sample& sample, PictureFor place) { return Picture(sample, place).draw(); }

}  // namespace schedlitmus::trace
