/** What `dx -?` prints. Source: transcript 10. */
export const USAGE = `DX [-r[#]] <expr> - display C++ expression using extension model (e.g.: NatVis)
DX [-r[#]] <expr>[,<FormatSpecifier>] - display C++ expression using extension model (e.g.: NatVis) in a specified format
  -e              *TEMPORARY* -- Revert back to the C++ (??) expression evaluator for <expr>.
  -?              Show this help.
  -h              Show help for displayed items.
  -n              Use raw/native information only (e.g.: No NatVis, C++ expressions only)
      -ne         Use raw/native expression evaluation only (C++ expressions only)
      -nv         Show raw/native information only (e.g.: No NatVis)
  -r[l]           Recursively dump the subtypes (fields) upto l levels.
                      l = 0 : Display only the object and its string conversion
                      l = 1 : Display the object, its fields, and container contents
                      l > 1 : Recurse [l] levels deep
  -v              Verbose output (includes methods and other non-typical objects)
  -c #            Display as a container continuation (skipping # elements of the container)
  -u              Iterate all container elements in unlimited fashion (no continuations)
  -std            Display in standard hierarchical form
  -g              Display as a data grid (only iterated contents)
  -rv             Display as a report
  -s              Silence output (take side effects only)
                      -gc # : Restrict grid cell sizes to specified number of characters

Format Specifiers:
  ,x              Display ordinals in hexidecimal
  ,d              Display ordinals in decimal
  ,o              Display ordinals in octal
  ,b              Display ordinals in binary
  ,en             Display enums by name only (no value)
  ,c              Display as single character (not a string)
  ,s              Display 8-bit strings as ASCII quoted
  ,sb             Display 8-bit strings as ASCII unquoted
  ,s8             Display 8-bit strings as UTF-8 quoted
  ,s8b            Display 8-bit strings as UTF-8 unquoted
  ,su             Display 16-bit strings as UTF-16 quoted
  ,sub            Display 16-bit strings as UTF-16 unqouted
  ,!              Display objects in raw mode only (e.g.: no NatVis)
  ,#              Specify length of pointer/array/container as the literal value # (replace with numeric)
  ,[<expression>] Specify length of pointer/array/container as the expression <expression>
  ,nd             Do not find the derived (runtype) type of the object.  Display static value only
`;
