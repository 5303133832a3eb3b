// What a page looks like and does, made of page/ when the build is configured.
#pragma once

namespace schedlitmus::report {

struct PageAssets {
  const char* style;
  const char* script;
  /// Their SHA-256 as a Content-Security-Policy has it, in base64.
  const char* style_hash;
  const char* script_hash;
};
/// Of the report of a campaign.
extern const PageAssets kPageAssets;

}  // namespace schedlitmus::report
