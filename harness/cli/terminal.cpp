#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace schedlitmus::cli {

namespace {

constexpr int kDefaultWidth = 100;
constexpr int kLeastWidth = 40;

int width_of(int stream) {
  winsize size{};
  if (::ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col >= kLeastWidth) return size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    int width = 0;
    const std::string_view text(columns);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
    if (error == std::errc{} && end == text.data() + text.size() && width >= kLeastWidth) return width;
  }
  return kDefaultWidth;
}

bool wants_colour(ColourChoice choice, int stream) {
  if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return ::isatty(stream) == 1;
}

}  // namespace

report::TerminalStyle style_of_stdout(ColourChoice choice) {
  return {.colour = wants_colour(choice, STDOUT_FILENO), .width = width_of(STDOUT_FILENO)};
}

report::TerminalStyle style_of_stderr(ColourChoice choice) {
  return {.colour = wants_colour(choice, STDERR_FILENO), .width = width_of(STDERR_FILENO)};
}

bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace schedlitmus::cli
