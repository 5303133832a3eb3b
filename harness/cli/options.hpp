// What all commands are told, and groups of options that several of them share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "changes/model.hpp"
#include "cli/terminal.hpp"
#include "expectation/expectation.hpp"

namespace schedlitmus::cli {

struct CommonOptions {
  ColourChoice colour = ColourChoice::automatic;
  bool quiet = false;                      ///< no progress
  std::string command_line;                ///< for reports: "schedlitmus run shop.json"
  std::string again;                       ///< the same as it is called from where the user stands
  std::vector<std::string> behind_dashes;  ///< of run and diagnose: the command behind "--"
};

/// How programs are launched, in place of what an expectation says; empty: what it says.
struct LaunchOptions {
  std::optional<expectation::CaptureChoice> capture;
  std::string deadline, max_output, max_memory, max_kept;
};

using changes::kDefaultStore;

/// Whether checks that are not as expected are shown at their lines by GitHub.
enum class AnnotationChoice : std::uint8_t { automatic, always, never };

struct ReportFiles {
  std::string json, junit, html, markdown;                     ///< files to write; "-" is standard output; empty: none
  AnnotationChoice annotations = AnnotationChoice::automatic;  ///< automatic: in a job of GitHub Actions
};

/// How a command behind "--" is launched and shown.
struct ServiceFlags {
  std::string period;  ///< of the trace; empty: 100ms
  std::string keep;    ///< file for what it writes to stderr, with the trace; empty: none
  bool no_detail = false, no_view = false;
  bool given = false;       ///< any of these
  std::string other_given;  ///< an option of the command line that is not for a command; empty: none
};

}  // namespace schedlitmus::cli
