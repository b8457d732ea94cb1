/**
 * The library a script may count on: ECMAScript 2017 as Chakra 1.11.24 has it. Everything else is removed from the
 * script's context, whatever the Node.js version adds.
 *
 * Source: chakra-1.11.24-features (SharedArrayBuffer, Atomics, Intl and String.prototype.normalize do not work there).
 */

/** Global names that stay. `Error.stackTraceLimit` stays for the provider's own use. */
export const globals = words(`
  Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
  Error EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON Math ArrayBuffer Uint8Array Int8Array
  Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray DataView Map Set WeakMap
  WeakSet Proxy Reflect decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN`);

/** Properties that stay, by the path of their holder. Symbols are written `@@iterator`. */
export const members: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: words(`length name prototype assign create defineProperties defineProperty entries freeze
    getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols getPrototypeOf is
    isExtensible isFrozen isSealed keys preventExtensions seal setPrototypeOf values`),
  "Object.prototype": words(`constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString
    valueOf __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__`),
  Array: words(`length name prototype from isArray of @@species`),
  "Array.prototype": words(`constructor length concat copyWithin entries every fill filter find findIndex forEach
    includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice
    toLocaleString toString unshift values @@iterator @@unscopables`),
  String: words(`length name prototype fromCharCode fromCodePoint raw`),
  "String.prototype": words(`constructor length charAt charCodeAt codePointAt concat endsWith includes indexOf
    lastIndexOf localeCompare match padEnd padStart repeat replace search slice split startsWith substr substring
    toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim trimLeft trimRight valueOf anchor big
    blink bold fixed fontcolor fontsize italics link small strike sub sup @@iterator`),
  Number: words(`length name prototype EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NaN
    NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt`),
  "Number.prototype": words(`constructor toExponential toFixed toLocaleString toPrecision toString valueOf`),
  Symbol: words(`length name prototype for keyFor hasInstance isConcatSpreadable iterator match replace search species
    split toPrimitive toStringTag unscopables`),
  "Symbol.prototype": words(`constructor toString valueOf @@toPrimitive @@toStringTag`),
  RegExp: words(`length name prototype @@species input lastMatch lastParen leftContext rightContext $_ $& $+ $\` $'
    $1 $2 $3 $4 $5 $6 $7 $8 $9`),
  "RegExp.prototype": words(`constructor exec flags global ignoreCase multiline source sticky test toString unicode
    compile @@match @@replace @@search @@split`),
  Promise: words(`length name prototype all race reject resolve @@species`),
  "Promise.prototype": words(`constructor catch then @@toStringTag`),
  Map: words(`length name prototype @@species`),
  "Map.prototype": words(`constructor clear delete entries forEach get has keys set size values @@iterator
    @@toStringTag`),
  Set: words(`length name prototype @@species`),
  "Set.prototype": words(`constructor add clear delete entries forEach has keys size values @@iterator @@toStringTag`),
  "WeakMap.prototype": words(`constructor delete get has set @@toStringTag`),
  "WeakSet.prototype": words(`constructor add delete has @@toStringTag`),
  Math: words(`E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos
    cosh exp expm1 floor fround hypot imul log log10 log1p log2 max min pow random round sign sin sinh sqrt tan tanh
    trunc @@toStringTag`),
  JSON: words(`parse stringify @@toStringTag`),
  Reflect: words(`apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf has
    isExtensible ownKeys preventExtensions set setPrototypeOf @@toStringTag`),
  ArrayBuffer: words(`length name prototype isView @@species`),
  "ArrayBuffer.prototype": words(`constructor byteLength slice @@toStringTag`),
  "DataView.prototype": words(`constructor buffer byteLength byteOffset getFloat32 getFloat64 getInt8 getInt16 getInt32
    getUint8 getUint16 getUint32 setFloat32 setFloat64 setInt8 setInt16 setInt32 setUint8 setUint16 setUint32
    @@toStringTag`),
  TypedArray: words(`length name prototype from of @@species`),
  "TypedArray.prototype": words(`constructor buffer byteLength byteOffset copyWithin entries every fill filter find
    findIndex forEach includes indexOf join keys lastIndexOf length map reduce reduceRight reverse set slice some sort
    subarray toLocaleString toString values @@iterator @@toStringTag`),
  Error: words(`length name prototype stackTraceLimit`),
  "Error.prototype": words(`constructor message name toString`),
  "Function.prototype": words(`length name arguments caller constructor apply bind call toString @@hasInstance`),
  "Iterator.prototype": words(`@@iterator`),
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
