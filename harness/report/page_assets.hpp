// What the page looks like and does: page/page.css and page/page.js.
#pragma once

namespace schedlitmus::report {

extern const char* const kPageStyle;
extern const char* const kPageScript;
/// Their SHA-256 as a Content-Security-Policy has it, in base64.
extern const char* const kPageStyleHash;
extern const char* const kPageScriptHash;

}  // namespace schedlitmus::report
