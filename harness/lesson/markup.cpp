#include "lesson/markup.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace schedlitmus::lesson {

namespace {

constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;
constexpr std::string_view kInfo = "schedlitmus";

struct Free {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
  void operator()(char* text) const { std::free(text); }
};
using Tree = std::unique_ptr<cmark_node, Free>;
using Parser = std::unique_ptr<cmark_parser, Free>;
using Walk = std::unique_ptr<cmark_iter, Free>;

Parser make_parser() {
  cmark_gfm_core_extensions_ensure_registered();
  Parser parser(cmark_parser_new(kOptions));
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  return parser;
}

Tree parse(const Parser& parser, std::string_view text) {
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Tree(cmark_parser_finish(parser.get()));
}

/// Of the node, or of the nearest around it that the library gave one.
std::string place_of(cmark_node* node, const std::string& file) {
  while (cmark_node_get_start_line(node) == 0 && cmark_node_parent(node) != nullptr) node = cmark_node_parent(node);
  return fmt::format("{}:{}:{}", file, cmark_node_get_start_line(node), std::max(cmark_node_get_start_column(node), 1));
}

bool is_ours(cmark_node* node) {
  if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK) return false;
  const char* info = cmark_node_get_fence_info(node);
  const std::string_view words = info == nullptr ? "" : info;
  return words.substr(0, words.find(' ')) == kInfo;
}

std::string literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string() : literal;
}

/// The text of a heading, without its marks.
std::string text_below(cmark_node* node) {
  std::string text;
  const Walk walk(cmark_iter_new(node));
  while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) text += literal_of(cmark_iter_get_node(walk.get()));
  return text;
}

/// The closing fence is the last line of a block that has one.
bool is_closed(std::string_view text, int last_line) {
  std::size_t begin = 0;
  for (int line = 1; line < last_line && begin != std::string_view::npos; ++line) {
    begin = text.find('\n', begin);
    begin = begin == std::string_view::npos ? begin : begin + 1;
  }
  if (begin == std::string_view::npos) return false;
  const auto line = text.substr(begin, text.find('\n', begin) - begin);
  return line.starts_with("```") || line.starts_with("~~~");
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Markup read() {
    const Parser parser = make_parser();
    const Tree tree = parse(parser, text_);
    const Walk walk(cmark_iter_new(tree.get()));
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(walk.get()))
      if (event == CMARK_EVENT_ENTER) take(cmark_iter_get_node(walk.get()));
    return std::move(markup_);
  }

 private:
  void refuse(cmark_node* node, std::string what, std::string hint) {
    markup_.errors.push_back({std::move(what), place_of(node, file_), std::move(hint)});
  }

  void take(cmark_node* node) {
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING && markup_.title.empty()) markup_.title = text_below(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
      refuse(node, "HTML in a lesson", "write Markdown; a < that is meant as such goes into `backticks`");
    if (type == CMARK_NODE_IMAGE)
      refuse(node, "a picture of its own", "the page asks nobody for anything; blocks with \"show\" draw pictures");
    if (is_ours(node)) take_fence(node);
  }

  void take_fence(cmark_node* node) {
    Fence fence{cmark_node_get_start_line(node), cmark_node_get_end_line(node), literal_of(node)};
    const bool at_top = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
    if (!at_top || cmark_node_get_start_column(node) != 1)
      return refuse(node, "a schedlitmus block that is not at the beginning of its line",
                    "it stands by itself, in no list and no quotation");
    if (!is_closed(text_, fence.last_line))
      return refuse(node, "a schedlitmus block that is not closed", "its last line is ```");
    markup_.fences.push_back(std::move(fence));
  }

  std::string_view text_;
  const std::string& file_;
  Markup markup_;
};

/// Puts trusted markup in the place of the block.
void replace(cmark_node* node, const std::string& markup) {
  cmark_node* ours = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
  cmark_node_set_on_enter(ours, markup.c_str());
  cmark_node_replace(node, ours);
  cmark_node_free(node);
}

}  // namespace

Markup read_markup(std::string_view text, const std::string& file) { return Reader(text, file).read(); }

std::string markup_to_html(std::string_view text, const std::map<int, std::string>& in_place) {
  const Parser parser = make_parser();
  const Tree tree = parse(parser, text);
  for (cmark_node* node = cmark_node_first_child(tree.get()); node != nullptr;) {
    cmark_node* next = cmark_node_next(node);
    const auto found = is_ours(node) ? in_place.find(cmark_node_get_start_line(node)) : in_place.end();
    if (found != in_place.end()) replace(node, found->second);
    node = next;
  }
  const std::unique_ptr<char, Free> html(
      cmark_render_html(tree.get(), kOptions, cmark_parser_get_syntax_extensions(parser.get())));
  return html.get();
}

}  // namespace schedlitmus::lesson
