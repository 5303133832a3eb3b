// The whole terminal for a picture, and the user's screen again afterwards.
#pragma once

#include <csignal>
#include <cstddef>
#include <string>
#include <vector>

namespace schedlitmus::cli {

/// On standard error. Nothing of it is left when it is destroyed.
class Screen {
 public:
  Screen();
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  struct Size {
    std::size_t width = 80, height = 24;
  };
  /// Asked anew each time: the window may have another size now.
  [[nodiscard]] static Size size();
  /// In one write, over what was there, so that nothing flickers.
  static void show(const std::vector<std::string>& lines);

 private:
  struct sigaction stop_before_{};
};

}  // namespace schedlitmus::cli
