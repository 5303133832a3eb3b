#include "expectation/command.hpp"

#include <fmt/format.h>

#include <charconv>
#include <tuple>

#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.";

std::optional<int> whole(std::string_view text, int least, int most) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return good && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

auto tied(const Ready& ready) {
  return std::tuple(ready.by, ready.address, ready.status, ready.pattern ? ready.pattern->text() : std::string(),
                    ready.after, ready.within);
}

auto tied(const Command& command) {
  return std::tie(command.executable, command.folder, command.files, command.load, command.warmup, command.stop_signal,
                  command.stop_grace, command.instances, command.checked);
}

}  // namespace

bool operator==(const Command& a, const Command& b) { return tied(a) == tied(b) && tied(a.ready) == tied(b.ready); }

std::string describe(const Ready& ready) {
  switch (ready.by) {
    case ReadyBy::time:
      return format_duration(ready.after) + " have passed";
    case ReadyBy::tcp:
      return ready.address + " takes a connection";
    case ReadyBy::http:
      return fmt::format("GET {} answers {}", ready.address, ready.status);
    case ReadyBy::out:
    case ReadyBy::err:
      break;
  }
  return fmt::format("a line on {} matches {}", ready.by == ReadyBy::out ? "stdout" : "stderr",
                     quote(ready.pattern ? ready.pattern->text() : std::string()));
}

std::vector<Placeholder> placeholders_in(std::string_view text) {
  std::vector<Placeholder> found;
  for (auto begin = text.find('{'); begin != std::string_view::npos; begin = text.find('{', begin + 1)) {
    const auto end = text.find_first_not_of(kNameCharacters, begin + 1);
    if (end == std::string_view::npos || text[end] != '}' || end == begin + 1) continue;
    found.push_back({begin, end + 1, std::string(text.substr(begin + 1, end - begin - 1))});
  }
  return found;
}

std::optional<PlaceholderMeaning> meaning_of(std::string_view placeholder) {
  using enum PlaceholderMeaning::Kind;
  if (placeholder == "binary") return PlaceholderMeaning{binary};
  if (placeholder == "folder") return PlaceholderMeaning{folder};
  if (placeholder == "instance") return PlaceholderMeaning{instance};
  PlaceholderMeaning meaning{port};
  if (const auto dot = placeholder.find('.'); dot != std::string_view::npos) {
    const auto of = whole(placeholder.substr(0, dot), 1, kMostInstances);
    if (!of) return std::nullopt;
    meaning.instance = *of;
    placeholder.remove_prefix(dot + 1);
  }
  if (!placeholder.starts_with("port")) return std::nullopt;
  placeholder.remove_prefix(4);
  if (placeholder.empty()) return meaning;
  const auto number = whole(placeholder, 2, kPortsOfInstance);
  if (!number) return std::nullopt;
  meaning.port = *number;
  return meaning;
}

}  // namespace schedlitmus::expectation
