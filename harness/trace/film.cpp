#include <fmt/format.h>

#include <algorithm>

#include "support/numbers.hpp"
#include "support/svg.hpp"
#include "trace/picture.hpp"

namespace schedlitmus::trace {
namespace {

constexpr int kMargin = 12;
constexpr int kColumn = 44;  ///< of a P
constexpr int kGap = 26;     ///< between frames
constexpr std::size_t kMostColumns = 8;
constexpr int kPitch = 11, kDot = 4;    ///< of the small circles in a queue
constexpr std::int64_t kMostDots = 10;  ///< of a queue
constexpr int kTitle = 30, kGlobal = 46, kRunning = 44, kSquare = 28;

/// The samples in one row, each with the same parts at the same height.
class Strip {
 public:
  explicit Strip(const std::vector<Pictured>& frames) : frames_(frames) {
    for (const auto& frame : frames_) {
      detailed_ = detailed_ || frame.detailed;
      columns_ = std::max(columns_, std::min(frame.seats.size(), kMostColumns));
      for (std::size_t i = 0; i < std::min(frame.seats.size(), kMostColumns); ++i)
        deepest_ = std::max(deepest_, std::min(frame.seats[i].waiting.value_or(0), kMostDots + 1));
    }
    width_ = std::max(static_cast<int>(columns_) * kColumn, 108);
  }

  std::string draw(PictureFor place) {
    int x = kMargin;
    for (const auto& frame : frames_) {
      this->frame(frame, x);
      x += width_ + kGap;
    }
    std::string words;
    for (const auto& frame : frames_)
      words += fmt::format("{}At {} ms: {}", words.empty() ? "" : " ", frame.time.count(), describe(frame));
    return svg_.document(
        {x - kGap + kMargin, bottom(), title(), words, "pmg", place == PictureFor::file ? kPictureStyle : ""});
  }

 private:
  [[nodiscard]] std::string title() const {
    return fmt::format("The Go scheduler from {} ms to {} ms, in {}", frames_.front().time.count(),
                       frames_.back().time.count(), count_of(frames_.size(), "picture"));
  }
  [[nodiscard]] int squares_at() const { return kTitle + kGlobal + (detailed_ ? kRunning : 8); }
  [[nodiscard]] int bottom() const {
    return squares_at() + kSquare + 22 + static_cast<int>(deepest_) * kPitch + kMargin;
  }

  void frame(const Pictured& frame, int x) {
    svg_.text(x, 20, "big", fmt::format("{} ms", frame.time.count()));
    svg_.text(x, kTitle + 12, "tiny soft",
              fmt::format("global {}", format_count(static_cast<std::uint64_t>(frame.global))));
    const int across = (width_ - 6) / kPitch;
    const auto drawn = static_cast<int>(std::min<std::int64_t>(frame.global, across));
    svg_.rect(x, kTitle + 18, width_, kPitch + 6, 4, "box");
    for (int i = 0; i < drawn; ++i) svg_.circle(x + 3 + kPitch / 2 + i * kPitch, kTitle + 21 + kPitch / 2, kDot, "q");
    const auto shown = std::min(frame.seats.size(), kMostColumns);
    for (std::size_t i = 0; i < shown; ++i) seat(frame.seats[i], i, x + static_cast<int>(i) * kColumn + kColumn / 2);
    if (shown < frame.procs)
      svg_.text(x, bottom() - 4, "tiny soft", fmt::format("and {} more", count_of(frame.procs - shown, "P")));
  }

  void seat(const Pictured::Seat& seat, std::size_t index, int x) {
    const int y = squares_at();
    if (seat.m && seat.g) {
      svg_.circle(x, y - 20, 15, "g");
      svg_.text(x, y - 16, "mid tiny", fmt::format("G{}", *seat.g));
    }
    svg_.rect(x - 16, y, 32, kSquare - 2, 3, seat.idle ? "p still" : "p");
    svg_.text(x, y + 17, "mid", fmt::format("P{}", index));
    if (!seat.waiting) return;
    svg_.text(x, y + kSquare + 12, "mid tiny soft", format_count(static_cast<std::uint64_t>(*seat.waiting)));
    const auto drawn = static_cast<int>(std::min(*seat.waiting, kMostDots));
    for (int i = 0; i < drawn; ++i) svg_.circle(x, y + kSquare + 22 + i * kPitch, kDot, "q");
    if (drawn < *seat.waiting) svg_.text(x, y + kSquare + 26 + drawn * kPitch, "mid tiny soft", "...");
  }

  const std::vector<Pictured>& frames_;
  Svg svg_;
  bool detailed_ = false;
  std::size_t columns_ = 1;
  std::int64_t deepest_ = 0;
  int width_ = 0;
};

}  // namespace

std::string Film::draw(PictureFor place) const { return frames_.empty() ? std::string() : Strip(frames_).draw(place); }

}  // namespace schedlitmus::trace
