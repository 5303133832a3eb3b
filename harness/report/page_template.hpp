// The template of the HTML page: page.html.in, a mustache text.
#pragma once

namespace schedlitmus::report {

extern const char* const kPageTemplate;

}  // namespace schedlitmus::report
