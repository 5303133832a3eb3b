// Whose samples are they? A process's clock and its Ps' schedticks never run
// backwards, and its dialect never changes; what does not fit is another
// process's, or that of a restart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/sample.hpp"

namespace schedlitmus::trace {

class ProcessTracks {
 public:
  /// Whose samples can come: those of any process, or those of one and of what
  /// exec puts into its place.
  enum class Writers : std::uint8_t { any, one };
  explicit ProcessTracks(Writers writers = Writers::any) : writers_(writers) {}

  struct Finding {
    bool backwards = false;           ///< older than all that could be the same process
    bool other_process = false;       ///< goes on with a process that was seen before the last one
    std::size_t goroutine_lines = 0;  ///< of this process's last whole sample
    std::int32_t image = 0;           ///< one writer: how often its clock started anew
  };
  Finding place(const Sample& sample);
  /// How many G lines the sample just placed turned out to have, all whole.
  void set_goroutine_lines(std::size_t lines);

 private:
  struct Track {
    Millis time{};
    std::int64_t gomaxprocs = 0;
    bool spinning = false;  ///< prints spinningthreads (1.4)
    bool need = false;      ///< prints needspinning (1.20)
    std::size_t goroutine_lines = 0;
    std::vector<std::int64_t> schedticks;  ///< of the last sample that had them
  };
  static bool can_be_same(const Track& track, const Sample& sample);
  static bool can_follow(const Track& track, const Sample& sample);
  static void remember(Track& track, const Sample& sample);
  Finding place_of_one(const Sample& sample);

  Writers writers_;
  std::int32_t image_ = 0;
  std::vector<Track> tracks_;
  std::size_t current_ = 0;
};

}  // namespace schedlitmus::trace
