//! Closed lists of values, each with the name that reports, settings and files give it.
//!
//! [`named`] makes an enum of variants and their names: `ALL` in the order in which they are written, `name`, `parse`, and serde's traits, which write the
//! name and refuse any other. It is the one place below the report that knows serde, so that a verdict or a status is the same value from the layer that
//! decides it to the screen. Only names are written here, never fields.

/// An enum whose variants have names: `named! { /// Doc. pub enum Kind { /// Doc. Numerical = "numerical", } }`.
#[macro_export]
macro_rules! named {
    ($(#[$outer:meta])* $visible:vis enum $Enum:ident { $($(#[$inner:meta])* $Variant:ident = $name:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visible enum $Enum {
            $($(#[$inner])* $Variant,)+
        }

        impl $Enum {
            /// All, in their order.
            pub const ALL: [$Enum; [$($name),+].len()] = [$($Enum::$Variant),+];

            /// The name in reports and files.
            pub const fn name(self) -> &'static str {
                match self {
                    $($Enum::$Variant => $name,)+
                }
            }

            /// The one of that name.
            pub fn parse(name: &str) -> Option<$Enum> {
                $Enum::ALL.into_iter().find(|one| one.name() == name)
            }
        }

        impl $crate::serde::Serialize for $Enum {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $Enum {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                $Enum::parse(&name)
                    .ok_or_else(|| $crate::serde::de::Error::unknown_variant(&name, &[$($name),+]))
            }
        }
    };
}

/// Where the macro finds it in other crates.
pub use serde;

#[cfg(test)]
mod tests {
    named! {
        /// Ends of a line.
        enum End {
            /// Where it starts.
            Near = "near",
            /// Where it ends.
            Far = "far_end",
        }
    }

    #[test]
    fn names_are_what_is_written_and_read() {
        let json = serde_json::to_string(&End::ALL).unwrap();
        assert_eq!(json, r#"["near","far_end"]"#);
        assert_eq!(serde_json::from_str::<Vec<End>>(&json).unwrap(), End::ALL);
        let error = serde_json::from_str::<End>(r#""middle""#).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("unknown variant `middle`, expected `near` or `far_end`")
        );
        assert_eq!(End::parse("middle"), None);
        assert!(End::Near < End::Far);
    }
}
