// Writes HTML that is well-formed XML too: every element is closed, every text
// and attribute goes through clean_text() and is escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace schedlitmus::report {

class Html {
 public:
  /// One with an empty value is left out.
  struct Attribute {
    std::string_view name;
    std::string value;
  };
  using Attributes = std::initializer_list<Attribute>;

  /// Closes an element when it goes.
  class Scope {
   public:
    Scope(Html& html, std::string_view element) : html_(html), element_(element) {}
    ~Scope() { html_.close(element_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Scope(Scope&&) = delete;
    Scope& operator=(Scope&&) = delete;

   private:
    Html& html_;
    std::string_view element_;
  };

  /// An element around what is written while the result lives; names are literals.
  [[nodiscard]] Scope in(std::string_view element, Attributes attributes = {}) {
    open(element, attributes, ">");
    return {*this, element};
  }
  void element(std::string_view element, Attributes attributes, std::string_view text);
  void element(std::string_view name, std::string_view text) { element(name, {}, text); }
  /// One that cannot have content, such as input.
  void empty(std::string_view element, Attributes attributes) { open(element, attributes, "/>"); }
  void text(std::string_view text);
  /// With line ends.
  void preformatted(std::string_view text);
  /// An author's text: what stands between `backticks` as code.
  void prose(const std::string& text);
  /// Trusted: markup made here.
  void raw(std::string_view markup) { out_ += markup; }
  /// To keep the source readable.
  void line() { out_ += '\n'; }

  [[nodiscard]] const std::string& str() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void open(std::string_view element, Attributes attributes, std::string_view end);
  void close(std::string_view element);
  std::string out_;
};

}  // namespace schedlitmus::report
