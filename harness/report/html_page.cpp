#include "report/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"

namespace schedlitmus::report {
namespace {

/// What the page may do: use these styles and, where there is one, this script.
std::string policy_of(const std::vector<PageStyle>& styles, const char* script_hash) {
  std::string text = "default-src 'none'; style-src";
  for (const auto& style : styles) text += fmt::format(" 'sha256-{}'", style.hash);
  if (script_hash != nullptr) text += fmt::format("; script-src 'sha256-{}'", script_hash);
  return text + "; base-uri 'none'; form-action 'none'";
}

void write_head(Html& html, const std::string& title, const std::vector<PageStyle>& styles, const char* script_hash) {
  const auto head = html.in("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy_of(styles, script_hash)}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", title);
  for (const auto& style : styles) html.raw(fmt::format("<style>{}</style>\n", style.text));
}

/// `script` and its hash: nullptr for none.
std::string write_page(const std::string& title, const std::vector<PageStyle>& styles, const char* script,
                       const char* script_hash, const std::function<void(Html&)>& write) {
  Html html;
  html.raw("<!DOCTYPE html>\n");
  {
    const auto root = html.in("html", {{"lang", "en"}});
    write_head(html, title, styles, script_hash);
    const auto body = html.in("body");
    html.element("a", {{"class", "skip"}, {"href", "#content"}}, "Skip to the content");
    write(html);
    if (script != nullptr) html.raw(fmt::format("\n<script>{}</script>", script));
  }
  html.line();
  return html.take();
}

}  // namespace

std::string whole_page(const std::string& title, const PageAssets& assets, const std::function<void(Html&)>& write) {
  return write_page(title, {{assets.style, assets.style_hash}}, assets.script, assets.script_hash, write);
}

std::string whole_page(const std::string& title, const std::vector<PageStyle>& styles,
                       const std::function<void(Html&)>& write) {
  return write_page(title, styles, nullptr, nullptr, write);
}

void write_option(Html& html, const char* value, std::string_view text) {
  html.element("option", {{"value", value}}, text);
}

void write_facts(Html& html, const std::vector<Fact>& facts) {
  if (facts.empty()) return;
  const auto list = html.in("dl");
  for (const Fact& fact : facts) {
    html.element("dt", fact.label);
    if (fact.verbatim) {
      const auto value = html.in("dd");
      html.element("code", fact.text);
    } else {
      html.element("dd", fact.text);
    }
  }
}

void write_error(Html& html, const Error& error) {
  const std::string what = clean_text(error.what, Lines::many);
  const std::size_t end = std::min(what.find('\n'), what.size());
  const auto problem = html.in("div", {{"class", "problem"}});
  {
    const auto line = html.in("p");
    if (!error.where.empty()) {
      html.element("code", error.where);
      html.text(": ");
    }
    html.text(what.substr(0, end));
  }
  if (end < what.size()) html.preformatted(what.substr(end + 1));
  if (!error.hint.empty()) html.element("p", {{"class", "soft"}}, error.hint);
}

void write_errors(Html& html, const std::vector<Error>& errors) {
  if (errors.empty()) return;
  const auto section = html.in("section", {{"aria-labelledby", "errors"}});
  html.element("h2", {{"id", "errors"}}, "Errors");
  for (const Error& error : errors) write_error(html, error);
}

}  // namespace schedlitmus::report
