// How the narrator's words are set: plain, coloured or as Markdown.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "trace/narrate.hpp"

namespace schedlitmus::trace {

class Typesetter {
 public:
  explicit Typesetter(NarrationStyle style) : style_(style) {}

  void heading(std::string& out, std::string_view text, bool first) const {
    if (!first) out += '\n';
    if (style_ == NarrationStyle::markdown)
      out += fmt::format("## {}\n\n", text);
    else if (style_ == NarrationStyle::colour)
      out += fmt::format("\x1b[1;36m{}\x1b[0m\n", text);
    else
      out += fmt::format("{}\n{:-<{}}\n", text, "", text.size());
  }
  void line(std::string& out, std::string_view text) const {
    out += style_ == NarrationStyle::markdown ? "- " : "  ";
    out += text;
    out += '\n';
  }
  /// The name of a P, M or G.
  [[nodiscard]] std::string name(char kind, std::int64_t id) const {
    auto text = fmt::format("{}{}", kind, id);
    if (style_ == NarrationStyle::plain) return text;
    if (style_ == NarrationStyle::markdown) return "**" + text + "**";
    const char* const colour = kind == 'P' ? "33" : kind == 'M' ? "35" : "32";
    return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
  }
  /// A word of the trace itself: a wait reason, a field.
  [[nodiscard]] std::string quoted(std::string_view text) const {
    return style_ == NarrationStyle::markdown ? fmt::format("`{}`", text) : fmt::format("\"{}\"", text);
  }

 private:
  NarrationStyle style_;
};

}  // namespace schedlitmus::trace
