// What every page has: one file with a policy that lets no other style or
// script run than its own, whatever a program prints.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/facts.hpp"
#include "report/html_writer.hpp"
#include "report/page_assets.hpp"
#include "support/result.hpp"

namespace schedlitmus::report {

struct PageStyle {
  const char* text;
  const char* hash;  ///< as in PageAssets
};

/// `write` writes what stands in the body, with an element of id "content".
[[nodiscard]] std::string whole_page(const std::string& title, const PageAssets& assets,
                                     const std::function<void(Html&)>& write);
/// The same without any script.
[[nodiscard]] std::string whole_page(const std::string& title, const std::vector<PageStyle>& styles,
                                     const std::function<void(Html&)>& write);

/// Of a <select>.
void write_option(Html& html, const char* value, std::string_view text);
/// A definition list; empty for no facts.
void write_facts(Html& html, const std::vector<Fact>& facts);
void write_error(Html& html, const Error& error);
/// A section; nothing without errors.
void write_errors(Html& html, const std::vector<Error>& errors);

}  // namespace schedlitmus::report
