#include "cli/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace schedlitmus::cli {

namespace {

// ECMA-48 and xterm's private modes: 1049 the other screen, 25 the cursor, 7
// wrapping at the last column, 2026 a frame that is shown when it is complete.
constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l";
constexpr std::string_view kLeave = "\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr std::string_view kBeginFrame = "\x1b[?2026h\x1b[H";
constexpr std::string_view kEndFrame = "\x1b[J\x1b[?2026l";
constexpr std::string_view kEndLine = "\x1b[K";

void write_all(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno != EINTR && errno != EAGAIN) return;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Screen::Screen() {
  // Ctrl-Z would leave the shell on this screen.
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  ::sigemptyset(&ignore.sa_mask);
  ::sigaction(SIGTSTP, &ignore, &stop_before_);
  write_all(kEnter);
}

Screen::~Screen() {
  write_all(kLeave);
  ::sigaction(SIGTSTP, &stop_before_, nullptr);
}

Screen::Size Screen::size() {
  winsize window{};
  Size size;
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col == 0 || window.ws_row == 0) return size;
  size.width = window.ws_col;
  size.height = window.ws_row;
  return size;
}

void Screen::show(const std::vector<std::string>& lines) {
  std::string frame(kBeginFrame);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    frame += lines[i];
    frame += kEndLine;
    if (i + 1 < lines.size()) frame += "\r\n";
  }
  frame += kEndFrame;
  write_all(frame);
}

}  // namespace schedlitmus::cli
