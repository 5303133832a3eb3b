// Pictures of P, M, G and the queues, in the shapes of the talks and articles:
// an M is a triangle, a P a square, a G a circle; one that waits in a queue is
// a small circle without a name, because the trace does not say which one it
// is. SVG documents without scripts, fonts or links, readable on light and dark
// ground and on paper, with a title and a description.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "trace/sample.hpp"

namespace schedlitmus::trace {

/// Where the picture will stand.
enum class PictureFor : std::uint8_t {
  file,  ///< by itself: its style is in it
  page,  ///< in a page that has kPictureStyle
};
/// For elements of class "pmg".
extern const char* const kPictureStyle;

/// What pictures show of a sample, without views into a reader's buffer.
struct Pictured {
  explicit Pictured(const Sample& sample);

  struct Seat {
    bool idle = false;                    ///< told, and without an M
    std::optional<std::int64_t> m, g;     ///< of a detailed trace: who has the P, and what it runs
    std::optional<std::int64_t> waiting;  ///< in its queue; nothing where it is not told
  };
  struct Loose {
    std::int64_t m = 0;
    std::optional<std::int64_t> g;
  };
  Millis time{};
  std::size_t procs = 1;
  std::int64_t idle_procs = 0, threads = 0, idle_threads = 0, global = 0;
  bool detailed = false;
  std::vector<Seat> seats;                                     ///< of the first kMostProcs Ps
  std::vector<Loose> loose;                                    ///< Ms without a P
  std::vector<std::pair<std::uint64_t, std::string>> reasons;  ///< how many wait for what, most first
};
inline constexpr std::size_t kMostProcs = 64;

/// In a sentence: "2 Ps, all busy; P0 runs on M3, which runs G5, 4 wait in its queue; ...".
[[nodiscard]] std::string describe(const Pictured& sample);

[[nodiscard]] std::string picture(const Sample& sample, PictureFor place = PictureFor::file);

/// Samples side by side, as small pictures.
class Film {
 public:
  void add(const Sample& sample) { frames_.emplace_back(sample); }
  /// Empty for no sample.
  [[nodiscard]] std::string draw(PictureFor place = PictureFor::file) const;

 private:
  std::vector<Pictured> frames_;
};

}  // namespace schedlitmus::trace
