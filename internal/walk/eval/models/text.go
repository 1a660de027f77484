package models

var stringsPackage = Package{"strings", []Group{
	{Model{Cost: Linear}, "Compare Contains ContainsRune Count Cut EqualFold HasPrefix HasSuffix Index IndexByte IndexRune LastIndex LastIndexByte " +
		"Title ToLower ToTitle ToUpper TrimPrefix TrimSpace TrimSuffix"},
	{Model{Cost: Linear, Writes: Calls}, "IndexFunc Map TrimFunc TrimLeftFunc TrimRightFunc FieldsFunc"},
	{Model{Cost: Product}, "ContainsAny IndexAny LastIndexAny Trim TrimLeft TrimRight ToValidUTF8"},
	{Model{Cost: Pieces}, "Split SplitAfter SplitN Fields"},
	{Model{Cost: Joined}, "Join"},
	{Model{Cost: Replaced}, "Replace ReplaceAll"},
	{Model{Cost: Repeated, Fails: Panics}, "Repeat"},
	{Model{Cost: Compiled, Fails: Panics}, "NewReplacer"},
	{Model{Cost: Metered, Writes: Operands}, "(*Builder).WriteString"},
	{Model{}, "(*Builder).copyCheck"},
}}

var strconvPackage = Package{"strconv", []Group{
	{Model{Cost: Linear, Fails: Errors}, "Atoi ParseBool ParseFloat ParseInt ParseUint Unquote"},
	{Model{Cost: Linear}, "Quote QuoteToASCII CanBackquote"},
	{Model{}, "FormatBool FormatFloat FormatInt FormatUint Itoa QuoteRune"},
	{Model{Cost: Linear, Writes: Operands}, "AppendInt AppendUint AppendFloat AppendQuote"},
}}

var unicodePackage = Package{"unicode", []Group{
	{Model{}, "IsControl IsDigit IsGraphic IsLetter IsLower IsNumber IsPrint IsPunct IsSpace IsSymbol IsTitle IsUpper ToLower ToTitle ToUpper SimpleFold"},
}}

var utf8Package = Package{"unicode/utf8", []Group{
	{Model{}, "DecodeLastRuneInString DecodeRune DecodeRuneInString DecodeLastRune RuneLen ValidRune"},
	{Model{Cost: Linear}, "RuneCount RuneCountInString Valid ValidString"},
}}

var pathPackage = Package{"path", []Group{
	{Model{Cost: Linear}, "Base Clean Dir Ext IsAbs Split"},
	{Model{Cost: Joined}, "Join"},
	{Model{Cost: Product, Fails: Errors}, "Match"},
}}

var filepathPackage = Package{"path/filepath", []Group{
	{Model{Cost: Linear}, "Base Clean Dir Ext IsAbs Split ToSlash FromSlash VolumeName"},
	{Model{Cost: Joined}, "Join"},
	{Model{Cost: Product, Fails: Errors}, "Match"},
	{Model{Cost: Pieces}, "SplitList"},
}}

// regexpPackage: a Regexp is the host's, with all its methods, whose cost is
// Matched.
var regexpPackage = Package{"regexp", []Group{
	{Model{Cost: Compiled, Fails: Errors}, "Compile CompilePOSIX MatchString"},
	{Model{Cost: Compiled, Fails: Panics}, "MustCompile MustCompilePOSIX"},
	{Model{Cost: Linear}, "QuoteMeta"},
}}

var netPackage = Package{"net", []Group{{Model{Cost: Linear}, "ParseIP JoinHostPort"}}}

var mathPackage = Package{"math", []Group{
	{Model{}, "Abs Acos Asin Atan Atan2 Cbrt Ceil Copysign Cos Cosh Exp Exp2 Float32bits Float32frombits Float64bits Float64frombits Floor Frexp Hypot " +
		"Inf IsInf IsNaN Ldexp Log Log10 Log1p Log2 Max Min Mod Modf NaN Pow Pow10 Round RoundToEven Signbit Sin Sinh Sqrt Tan Tanh Trunc"},
}}

var bytealgPackage = Package{"internal/bytealg", []Group{
	{Model{Cost: Linear}, "IndexByteString CountString IndexString IndexByte Equal Compare Count Index"},
	{Model{Cost: Allocated}, "MakeNoZero"},
}}

var fmtPackage = Package{"fmt", []Group{
	{Model{Cost: Metered, Writes: Calls}, "Sprint Sprintf Sprintln Errorf"},
	{Model{Cost: Metered, Writes: World}, "Print Printf Println"},
	{Model{Cost: Metered, Writes: Operands}, "Fprint Fprintf Fprintln Append Appendf Appendln"},
	// These are evaluated from their source unless an operand is unknown.
	{Model{Cost: Metered, Writes: Operands, Fails: Errors}, "Sscan Sscanln Sscanf Fscan Fscanln Fscanf"},
	{Model{Writes: Anything, Fails: Unknown}, "Scan Scanln Scanf"},
}}

// errorsPackage: both are evaluated from their source unless an operand is
// unknown.
var errorsPackage = Package{"errors", []Group{
	{Model{Cost: Metered, Writes: Calls}, "Is"},
	{Model{Cost: Metered, Writes: Operands, Fails: Panics}, "As"},
}}

var jsonPackage = Package{"encoding/json", []Group{
	{Model{Cost: Metered, Writes: Calls, Fails: Unknown}, "Marshal MarshalIndent"},
	{Model{Cost: Metered, Writes: Operands, Fails: Errors}, "Unmarshal (*Decoder).Decode"},
	{Model{Cost: Metered, Writes: Operands}, "(*Decoder).More"},
	{Model{Cost: Linear}, "Valid"},
	{Model{Writes: Anything, Fails: Unknown}, "(*Decoder).Token (*Decoder).Buffered"},
}}

// templatePackage: templates are parsed by the host, so that template.Must in a
// package variable holds; executing one is unknown.
func templatePackage(path string) Package {
	return Package{path, []Group{
		{Model{}, "New (*Template).Option (*Template).Delims (*Template).New (*Template).Lookup (*Template).Name"},
		{Model{Cost: Linear}, "(*Template).Funcs"},
		{Model{Cost: Compiled, Fails: Errors}, "(*Template).Parse"},
		{Model{Writes: Anything, Fails: Unknown}, "(*Template).Execute (*Template).ExecuteTemplate ParseFiles ParseGlob ParseFS " +
			"(*Template).ParseFiles (*Template).ParseGlob (*Template).ParseFS"},
	}}
}

var logPackage = Package{"log", []Group{
	{Model{}, "Print Printf Println Output (*Logger).Print (*Logger).Printf (*Logger).Println (*Logger).Output"},
	{Model{Writes: World}, "Fatal Fatalf Fatalln (*Logger).Fatal (*Logger).Fatalf (*Logger).Fatalln"},
}}

var flatePackage = Package{"compress/flate", []Group{
	{Model{Cost: Metered, Writes: Calls, Fails: Errors}, "NewWriter NewWriterDict (*Writer).Write (*Writer).Flush (*Writer).Close (*Writer).Reset " +
		"(*decompressor).Close (*decompressor).Reset"},
	{Model{Cost: Metered, Writes: Operands, Fails: Errors}, "NewReader NewReaderDict (*decompressor).Read"},
	{Model{Writes: Anything, Fails: Unknown}, "(*decompressor).WriteTo"},
}}

var crc32Package = Package{"hash/crc32", []Group{{Model{Cost: Linear}, "ChecksumIEEE update"}}}
