"""Programs (連携プログラム): tokens by which a program acts for a person, and calls that tell it of acts."""
