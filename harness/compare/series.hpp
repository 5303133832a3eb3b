// One run's trace as a few numbers a sample.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trace/reader.hpp"

namespace schedlitmus::compare {

/// The fields of the trace that are compared: all that are one number, but for
/// what follows from others, and of a detailed trace the sums of each P's timers.
[[nodiscard]] const std::vector<const trace::FieldInfo*>& compared_fields();

/// At most kMostSamples of a trace: of a longer one every second sample, or fourth, ...
class Series final : public trace::Sink {
 public:
  static constexpr std::size_t kMostSamples = 1024;

  struct Point {
    Millis time{};
    double value = 0;
  };
  /// One number of the samples that show it.
  struct Track {
    std::string name;  ///< a field's, or "goroutines", "goroutines.running", "goroutines waiting (chan receive)"
    bool counts_goroutines = false;
    bool of_runtime = false;  ///< of those, the runtime's own
    std::vector<Point> points;
  };

  void on_sample(const trace::Sample& sample) override;
  void on_text(std::string_view text) override;

  [[nodiscard]] const std::vector<Track>& tracks() const { return tracks_; }
  /// The program's own text on stderr.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] Millis length() const { return length_; }  ///< to the last sample
  [[nodiscard]] bool detailed() const { return detailed_; }
  /// Of every sample that was kept; a count of goroutines is 0 where its track has no point.
  [[nodiscard]] const std::vector<Millis>& times() const { return times_; }

 private:
  void put(std::string_view name, Millis time, double value, bool counts_goroutines = false, bool of_runtime = false);
  void put_goroutines(const trace::Sample& sample);
  void thin_out();

  std::vector<Track> tracks_;
  std::vector<Millis> times_;
  std::string text_;
  Millis length_{};
  std::size_t seen_ = 0, stride_ = 1;
  bool detailed_ = false;
};

}  // namespace schedlitmus::compare
