// What the user sees while a command runs: a picture that is drawn anew four
// times a second, or a line now and then.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "cli/live_output.hpp"
#include "cli/live_view.hpp"
#include "cli/screen.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::cli {

class LiveShow {
 public:
  struct Settings {
    std::string title;
    bool view = false;   ///< standard error is a terminal that we have for us
    bool lines = true;   ///< without a view: a line every few seconds
    bool colour = true;  ///< of the view
  };
  explicit LiveShow(Settings settings);
  ~LiveShow() { end(); }
  LiveShow(const LiveShow&) = delete;
  LiveShow& operator=(const LiveShow&) = delete;

  // From the thread that observes the command:
  void begin(std::int32_t pid);
  void on_sample(const trace::Sample& sample);
  /// True: it is part of the view. Else it is the caller's to print.
  bool take_stdout(std::string_view bytes);
  bool take_stderr(std::string_view bytes);
  /// Leaves the view, and prints what it kept of the command's output.
  void end();

 private:
  using Clock = std::chrono::steady_clock;

  void work();
  void draw(const Screen::Size& size);
  void print_line();
  [[nodiscard]] LivePicture picture(std::size_t height);
  [[nodiscard]] std::optional<double> cpu_share();

  const Settings settings_;
  const bool stdout_in_view_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::int32_t pid_ = 0;
  Clock::time_point begun_, last_copy_, last_cpu_at_;
  std::optional<LiveSample> sample_;
  LiveOutput output_;
  double last_cpu_ = 0;  ///< seconds that the command had used by last_cpu_at_
  std::optional<double> cpu_share_;
  std::optional<Screen> screen_;
  std::thread worker_;
};

}  // namespace schedlitmus::cli
