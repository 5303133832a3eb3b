#include "cli/report_files.hpp"

#include <cstdio>
#include <fstream>

#include "cli/messages.hpp"
#include "report/writers.hpp"

namespace schedlitmus::cli {

bool write_output(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return true;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file.good()) return true;
  print_error({"cannot write the report", path, "does the folder exist, and may you write there?"});
  return false;
}

bool write_reports(const report::Report& report, const ReportFiles& files, const CommonOptions& common) {
  bool written = true;
  // With a report on standard output the matrix would only be in its way.
  if (files.json != "-" && files.junit != "-" && files.html != "-") {
    written = write_output("-", report::to_terminal(report, style_of_stdout(common.colour)));
  }
  if (!files.json.empty()) written = write_output(files.json, report::to_json(report)) && written;
  if (!files.junit.empty()) written = write_output(files.junit, report::to_junit(report)) && written;
  if (!files.html.empty()) written = write_output(files.html, report::to_html(report)) && written;
  return written;
}

}  // namespace schedlitmus::cli
