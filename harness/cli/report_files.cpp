#include "cli/report_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "cli/messages.hpp"
#include "report/writers.hpp"
#include "support/files.hpp"

namespace schedlitmus::cli {

bool write_output(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return true;
  }
  const auto written = write_file(path, text);
  if (!written) print_error(written.error());
  return written.has_value();
}

namespace {

bool wants_annotations(AnnotationChoice choice) {
  if (choice != AnnotationChoice::automatic) return choice == AnnotationChoice::always;
  const char* const actions = std::getenv("GITHUB_ACTIONS");
  return actions != nullptr && std::string_view(actions) == "true";
}

/// The text so that GitHub takes no line of it, such as one of a compiler's, for a command.
std::string without_commands(const std::string& text) {
  std::random_device device;
  const std::string word = fmt::format("schedlitmus-{:08x}{:08x}", device(), device());
  return fmt::format("::stop-commands::{0}\n{1}::{0}::\n", word, text);
}

}  // namespace

bool write_reports(const report::Report& report, const ReportFiles& files, const CommonOptions& common) {
  const std::array<std::pair<const std::string&, std::string (*)(const report::Report&)>, 4> forms{{
      {files.json, report::to_json},
      {files.junit, report::to_junit},
      {files.html, report::to_html},
      {files.markdown, [](const report::Report& whole) { return report::to_markdown(whole); }},
  }};
  const bool annotations = wants_annotations(files.annotations);
  const bool on_stdout = std::ranges::any_of(forms, [](const auto& form) { return form.first == "-"; });
  bool written = true;
  // With a report on standard output the matrix would only be in its way.
  if (!on_stdout) {
    const std::string text = report::to_terminal(report, style_of_stdout(common.colour));
    written = write_output("-", annotations ? without_commands(text) : text);
  }
  for (const auto& [file, to_text] : forms)
    if (!file.empty()) written = write_output(file, to_text(report)) && written;
  if (annotations) {
    const std::string text = report::to_annotations(report);
    std::fwrite(text.data(), 1, text.size(), on_stdout ? stderr : stdout);
  }
  return written;
}

}  // namespace schedlitmus::cli
