// SVG documents, piece by piece. Coordinates are pixels; every text is escaped.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus {

/// What the whole picture is, for those who do not see it and for the style.
struct SvgHead {
  int width = 0, height = 0;
  std::string title, description;
  std::string_view style_class;  ///< of the svg element
  std::string_view style;        ///< CSS of our own, inside the picture; empty: the page around it has it
};

class Svg {
 public:
  /// UTF-8; control characters and bytes that are none become "?".
  void text(int x, int y, std::string_view style_class, std::string_view words);
  void rect(int x, int y, int width, int height, int radius, std::string_view style_class);
  void circle(int x, int y, int radius, std::string_view style_class);
  /// `d` as in the path element.
  void path(std::string_view d, std::string_view style_class);

  /// The document, with role, title and description.
  [[nodiscard]] std::string document(const SvgHead& head) const;

 private:
  std::string body_;
};

}  // namespace schedlitmus
