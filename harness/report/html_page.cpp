#include "report/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"

namespace schedlitmus::report {
namespace {

void write_head(Html& html, const std::string& title, const PageAssets& assets) {
  const auto head = html.in("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      {"content", fmt::format("default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
                                              "base-uri 'none'; form-action 'none'",
                                              assets.style_hash, assets.script_hash)}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", title);
  html.raw(fmt::format("<style>{}</style>\n", assets.style));
}

}  // namespace

std::string whole_page(const std::string& title, const PageAssets& assets, const std::function<void(Html&)>& write) {
  Html html;
  html.raw("<!DOCTYPE html>\n");
  {
    const auto root = html.in("html", {{"lang", "en"}});
    write_head(html, title, assets);
    const auto body = html.in("body");
    html.element("a", {{"class", "skip"}, {"href", "#content"}}, "Skip to the content");
    write(html);
    html.raw(fmt::format("\n<script>{}</script>", assets.script));
  }
  html.line();
  return html.take();
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
